package dev.millrace.history;

import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests are looked for: all that is given must hold.
 *
 * @param statuses any of these; none means all
 * @param labels a JSON object of texts: each must be among the request's metadata, exactly
 * @param retryOf submitted again from this request
 * @param createdAfter submitted then or later
 * @param createdBefore submitted earlier than that
 */
public record HistoryFilter(
    Set<RequestStatus> statuses,
    Optional<ModelName> model,
    Optional<String> labels,
    Optional<RequestId> retryOf,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore) {
  /** Everything. */
  public static final HistoryFilter NONE =
      new HistoryFilter(
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public HistoryFilter {
    statuses = Set.copyOf(statuses);
  }
}
