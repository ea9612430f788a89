package dev.millrace.account;

import dev.millrace.model.ModelName;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What ended for an account over some days (UTC).
 *
 * @param total of everything, also of what the parts leave out
 * @param byDay oldest first; days on which nothing ended are missing
 * @param byModel dearest first
 * @param byKey dearest first
 */
public record UsageSummary(
    UsageTally total, List<OfDay> byDay, List<OfModel> byModel, List<OfKey> byKey) {

  /** What ended on one day. */
  public record OfDay(LocalDate day, UsageTally tally) {}

  /** What ended of one model. */
  public record OfModel(ModelName model, UsageTally tally) {}

  /**
   * What ended of one key.
   *
   * @param key empty for requests whose key is not known
   * @param name what its owner called it; empty when it does not exist any more
   * @param hint its first characters; empty when it does not exist any more
   */
  public record OfKey(
      Optional<UUID> key, Optional<String> name, Optional<String> hint, UsageTally tally) {}
}
