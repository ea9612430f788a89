package dev.millrace.api.gateway.models;

import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.api.catalog.Presented;
import dev.millrace.model.Model;
import java.time.Instant;
import java.util.Optional;

/**
 * A known model that these faces can call, with what is the same for everybody who asks.
 *
 * @param known with all its known routes
 * @param awake with the routes that the platform can go; empty when it has no key for any
 * @param trait what the faces can do with it
 * @param shown what is said of it in every listing
 * @param tier names the first plan that has it; empty when no plan lets it be called
 */
record ListedModel(
    Model known, Optional<Model> awake, Trait trait, Presented shown, Optional<String> tier) {
  /** Empty for a model that none of these faces can call. */
  static Optional<ListedModel> of(Model known, Plans plans) {
    return Trait.of(known)
        .map(
            trait ->
                new ListedModel(
                    known, known.awake(), trait, Presented.of(known), tierOf(known, plans)));
  }

  private static Optional<String> tierOf(Model known, Plans plans) {
    return known.awake().flatMap(model -> plans.firstWith(model.name())).map(Plan::name);
  }

  boolean isAwake() {
    return awake.isPresent();
  }

  /** Whether lists leave it out for everybody. */
  boolean isUnlisted() {
    return known.presentation().unlisted();
  }

  /** In seconds; 0 when nobody says. */
  long created() {
    return released().getEpochSecond();
  }

  /** The beginning of time when nobody says. */
  Instant released() {
    return shown.released().orElse(Instant.EPOCH);
  }
}
