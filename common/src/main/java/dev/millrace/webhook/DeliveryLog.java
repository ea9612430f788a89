package dev.millrace.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.queue.WebhookTarget.Event;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Deliveries as their owners see them. A foreign one is as unknown as one that never was. */
public interface DeliveryLog {
  /** Above this many, deliveries are not counted, and not paged to. */
  int MOST_COUNTED = 10_000;

  Uni<Optional<DeliveryView>> find(AccountId account, DeliveryId id);

  /** Latest request first. */
  Uni<Page> list(AccountId account, Filter filter, int limit, int offset);

  /** Delivers anew, with a full schedule; what is being delivered at this moment stays as it is. */
  Uni<Optional<DeliveryView>> replay(AccountId account, DeliveryId id, Instant now);

  /** Which deliveries to list; what is empty does not matter. */
  record Filter(
      Optional<RequestId> request, Optional<DeliveryStatus> status, Optional<Event> event) {}

  /**
   * Some of the deliveries.
   *
   * @param total how many there are in all, up to {@link #MOST_COUNTED}
   */
  record Page(List<DeliveryView> deliveries, int total) {}
}
