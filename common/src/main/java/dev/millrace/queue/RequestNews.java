package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What those who follow requests need beside announcements, read in sets. Every Uni fails only when
 * the database does not answer.
 */
public interface RequestNews {
  /**
   * Which requests a follower cares for; an empty set leaves the choice open.
   *
   * @param ids requests by name, whatever their status
   */
  record Choice(Set<RequestId> ids, Set<ModelName> models, Set<RequestStatus> statuses) {
    public static final Choice ALL = new Choice(Set.of(), Set.of(), Set.of());

    public Choice {
      ids = Set.copyOf(ids);
      models = Set.copyOf(models);
      statuses = Set.copyOf(statuses);
    }
  }

  /**
   * What a follower begins with.
   *
   * @param requests newest first
   * @param truncated whether there may be more
   */
  record InFlight(List<RequestView> requests, boolean truncated) {}

  /**
   * What no announcement carries.
   *
   * @param metadata the caller's labels, as a JSON object
   * @param shared whether any key may read it
   * @param payloads empty ones were not asked for, are not there yet, or were purged; large ones
   *     are {@code {"_elided":true}}
   */
  record Facts(Optional<String> metadata, boolean shared, Payloads payloads) {
    public static final Facts NONE =
        new Facts(Optional.empty(), false, new Payloads(Optional.empty(), Optional.empty()));
  }

  /** The account's requests in flight, or those that are named; at the most {@code most}. */
  Uni<InFlight> inFlight(AccountId account, Choice choice, int most);

  /** Of those of {@code ids} that exist. */
  Uni<Map<RequestId, Facts>> factsOf(Set<RequestId> ids, boolean withPayloads);

  /** Which have moved past the transition given for them, and to which one. */
  Uni<Map<RequestId, Integer>> movedPast(Map<RequestId, Integer> heard);

  /** A request's latest transition. */
  record Moved(AccountId account, RequestId request, int sequence) {}

  /** What moved since the time given for each account, among its newest requests. */
  Uni<List<Moved>> movedSince(Map<AccountId, Instant> followed);
}
