package dev.millrace.api.gateway.models;

import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.model.Model;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A known model that these faces can call, with what is the same for everybody who asks.
 *
 * @param known with all its known routes
 * @param awake with the routes that the platform can go; empty when it has no key for any
 * @param trait what the faces can do with it
 * @param tier names the first plan that has it; empty when no plan lets it be called
 */
record ListedModel(Model known, Optional<Model> awake, Trait trait, Optional<String> tier) {
  /** Empty for a model that none of these faces can call. */
  static Optional<ListedModel> of(Model known, Plans plans) {
    return Trait.of(known)
        .map(trait -> new ListedModel(known, known.awake(), trait, tierOf(known, plans)));
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

  List<String> input() {
    var said = known.presentation().inputModalities();
    return said.isEmpty() ? trait.inputOf(known) : said;
  }

  List<String> output() {
    var said = known.presentation().outputModalities();
    return said.isEmpty() ? trait.output() : said;
  }

  /** How many tokens an answer may have: as the catalogue says, or else as the price knows. */
  OptionalLong outputLimit() {
    var said = known.presentation().maxOutputTokens();
    return said.isPresent() ? OptionalLong.of(said.getAsInt()) : Trait.outputLimit(known);
  }

  /** In seconds; 0 when nobody says. */
  long created() {
    return released().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  /** The beginning of time when nobody says. */
  LocalDate released() {
    return known.presentation().released().orElse(LocalDate.EPOCH);
  }
}
