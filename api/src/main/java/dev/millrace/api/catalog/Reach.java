package dev.millrace.api.catalog;

import dev.millrace.account.ApiKey;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.api.http.key.Caller;
import dev.millrace.basis.StandIns;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.configuration.Profile;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.request.Basis.Payer;
import dev.millrace.secret.ProviderKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Says of any model whether whoever asks could call it, as {@link ModelGate} decides when it is
 * called, but without opening a key. Whoever comes without one has the usual plan.
 */
@ApplicationScoped
public class Reach {
  private final Plans plans;
  private final StandIns standIns;

  public Reach(Plans plans, StandIns standIns) {
    this.plans = plans;
    this.standIns = standIns;
  }

  /** The plan of whoever asks. */
  public Plan planOf(Optional<Caller> caller) {
    return caller.map(one -> plans.named(one.plan())).orElseGet(plans::usual);
  }

  /** Whether nothing but the plan decides, so that all callers of a plan are offered the same. */
  public static boolean isByPlanAlone(Optional<Caller> caller) {
    return caller
        .map(
            one ->
                one.kind() != ApiKey.Kind.TEST
                    && one.terms().models().isEmpty()
                    && one.payer().isEmpty()
                    && one.profile().equals(Profile.EMPTY))
        .orElse(true);
  }

  /**
   * Whether whoever asks could call this model.
   *
   * @param known with all its known routes
   * @param isAwake whether the platform itself has a way to it
   */
  public boolean covers(Optional<Caller> caller, Model known, boolean isAwake) {
    var plan = planOf(caller);
    return caller
        .map(one -> covers(one, plan, known, isAwake))
        .orElseGet(() -> isAwake && plan.shows(known.name()));
  }

  /** Whether the account's credit runs this model for the caller, whoever usually pays. */
  public boolean coversForCredit(Caller caller, Model known, boolean isAwake) {
    return covers(caller.paidBy(Payer.PLATFORM), planOf(Optional.of(caller)), known, isAwake);
  }

  /** Whether a provider key of the account's own runs this model for the caller. */
  public boolean coversForOwnKey(Caller caller, Model known) {
    return covers(caller.paidBy(Payer.ACCOUNT), planOf(Optional.of(caller)), known, false);
  }

  private boolean covers(Caller caller, Plan plan, Model known, boolean isAwake) {
    if (!caller.terms().allows(known.name())) {
      return false;
    }
    return caller.kind() == ApiKey.Kind.TEST
        ? paid(caller, known, plan.shows(known.name())) && standIns.of(known).isPresent()
        : paid(caller, known, isAwake && plan.shows(known.name()));
  }

  /** Whether somebody pays: a key that a configuration names, a usual one, or we, in that order. */
  private static boolean paid(Caller caller, Model known, boolean byPlatform) {
    if (isPayer(caller, Payer.PLATFORM)) {
      return byPlatform;
    }
    var named =
        caller.profile().of(known.name().toString()).flatMap(ModelConfiguration::providerKey);
    if (named.isPresent()) {
      return caller
          .profile()
          .key(named.get(), caller.key())
          .filter(key -> opens(key, known))
          .isPresent();
    }
    return hasUsualKey(caller, known) || (byPlatform && !isPayer(caller, Payer.ACCOUNT));
  }

  private static boolean hasUsualKey(Caller caller, Model known) {
    return known.routes().stream()
        .map(Route::provider)
        .filter(provider -> !provider.equals(ProviderKey.COMPATIBLE))
        .anyMatch(provider -> caller.profile().usualKey(provider, caller.key()).isPresent());
  }

  private static boolean opens(ProviderKey key, Model known) {
    return known.routes().stream().anyMatch(route -> route.provider().equals(key.provider()));
  }

  private static boolean isPayer(Caller caller, Payer payer) {
    return caller.payer().filter(payer::equals).isPresent();
  }
}
