package dev.millrace.basis;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.provider.OwnKey;
import dev.millrace.provider.Providers;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.UnopenedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Models by accounts' own provider keys. What comes out holds the key in clear, in memory only, and
 * is for one call.
 */
@ApplicationScoped
public class OwnModels {
  private static final Logger LOG = Logger.getLogger(OwnModels.class);

  /** Providers whose every customer has an address of his own. */
  private static final Set<String> AT_AN_ADDRESS_OF_THE_KEY =
      Set.of(ProviderKey.COMPATIBLE, "azure");

  private final Providers providers;
  private final Sealer sealer;

  public OwnModels(Providers providers, Sealer sealer) {
    this.providers = providers;
    this.sealer = sealer;
  }

  /**
   * The model by the routes that this key opens: those of its provider. Empty where it opens none.
   *
   * @param known with all routes that are known
   * @throws FaultException of ENGINE_UNAVAILABLE when the key cannot be opened
   */
  public Optional<Model> by(ProviderKey key, Model known) {
    var routes = known.routes().stream().filter(route -> isOf(key, route)).toList();
    if (routes.isEmpty()) {
      return Optional.empty();
    }
    var address =
        AT_AN_ADDRESS_OF_THE_KEY.contains(key.provider()) ? key.baseUrl() : Optional.<URI>empty();
    var own = new OwnKey(key.id(), opened(key), address);
    var opened = routes.stream().flatMap(route -> keyed(route, own).stream()).toList();
    return opened.isEmpty() ? Optional.empty() : Optional.of(Unpaid.by(opened, known));
  }

  /**
   * A model of the key's own server. Fails as {@link #by} does.
   *
   * @param name as {@link OwnServers} spells it
   */
  public Optional<Model> ofServer(ProviderKey key, ModelName name) {
    return key.baseUrl()
        .flatMap(
            address ->
                OwnServers.modelIn(name)
                    .flatMap(
                        id ->
                            keyed(
                                OwnServers.route(address, id, key.provider()),
                                new OwnKey(key.id(), opened(key), Optional.of(address)))))
        .map(route -> Unpaid.by(List.of(route), OwnServers.shape(name)));
  }

  private static boolean isOf(ProviderKey key, Route route) {
    return route.provider().equals(key.provider());
  }

  private Optional<Route> keyed(Route route, OwnKey own) {
    return providers.find(route.dialect()).flatMap(provider -> provider.withKey(route, own));
  }

  private String opened(ProviderKey key) {
    try {
      return sealer.open(key.account(), key.id(), key.sealed());
    } catch (UnopenedException e) {
      LOG.errorf("a provider key cannot be opened key=%s: %s", key.id(), e.getMessage());
      throw new FaultException(
          FaultCode.ENGINE_UNAVAILABLE,
          "your provider key '%s' cannot be opened at the moment; repeat the call later, or set the key anew"
              .formatted(key.name()));
    }
  }
}
