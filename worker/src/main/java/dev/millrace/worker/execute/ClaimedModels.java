package dev.millrace.worker.execute;

import dev.millrace.basis.OwnModels;
import dev.millrace.basis.OwnServers;
import dev.millrace.basis.StandIns;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.queue.Claim;
import dev.millrace.queue.UntilKept;
import dev.millrace.request.Basis.Payer;
import dev.millrace.secret.ProviderKey;
import dev.millrace.vault.ProviderKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Finds the models of claims, with the ways that whoever is to pay has to them. A request runs on
 * the basis on which it was taken in, whatever was set up since.
 */
@ApplicationScoped
class ClaimedModels {
  private final Catalogue catalogue;
  private final ProviderKeys keys;
  private final OwnModels ownModels;
  private final StandIns standIns;
  private final UntilKept reading = new UntilKept("reading a provider key");

  ClaimedModels(Catalogue catalogue, ProviderKeys keys, OwnModels ownModels, StandIns standIns) {
    this.catalogue = catalogue;
    this.keys = keys;
    this.ownModels = ownModels;
    this.standIns = standIns;
  }

  /**
   * Empty when the model is not in the catalogue any more. Fails with a {@link FaultException} of
   * OWN_KEY_UNUSABLE when the account's own key cannot be used any more. May take as long as the
   * database is away.
   */
  Uni<Optional<Model>> of(Claim claim) {
    var name = claim.model();
    return claim.origin().basis().payer() == Payer.ACCOUNT
        ? byOwnKey(claim)
        : Uni.createFrom()
            .item(
                () ->
                    claim.origin().basis().isCharged()
                        ? catalogue.find(name)
                        : known(name).flatMap(standIns::of));
  }

  private Uni<Optional<Model>> byOwnKey(Claim claim) {
    var id = claim.origin().basis().providerKey().orElseThrow();
    return reading
        .insist(Uni.createFrom().deferred(() -> keys.find(claim.account(), id)))
        .map(found -> found.filter(ProviderKey::active).orElseThrow(ClaimedModels::keyGone))
        .map(key -> by(key, claim.model()));
  }

  private Optional<Model> by(ProviderKey key, ModelName name) {
    if (name.isOwn()) {
      return Optional.of(ownModels.ofServer(key, name).orElseThrow(ClaimedModels::keyChanged));
    }
    return catalogue
        .known(name)
        .map(model -> ownModels.by(key, model).orElseThrow(ClaimedModels::keyChanged));
  }

  private Optional<Model> known(ModelName name) {
    return name.isOwn() ? Optional.of(OwnServers.shape(name)) : catalogue.known(name);
  }

  private static FaultException keyGone() {
    return unusable("was deleted or made inactive while this request waited");
  }

  private static FaultException keyChanged() {
    return unusable("does not open the model any more, since it was changed, or the model was");
  }

  private static FaultException unusable(String what) {
    return new FaultException(
        FaultCode.OWN_KEY_UNUSABLE,
        "the provider key that this request was to run with %s; nothing was run".formatted(what));
  }
}
