package dev.millrace.webhook;

import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Deliveries as the workers see them. */
public interface DeliveryQueue {
  /**
   * Writes down what is to be delivered of requests that started or ended, where their callers
   * asked for it. Repeats change nothing.
   *
   * @param told requests of which any transition was announced
   * @param ended those of them that have ended
   */
  Uni<Void> enqueue(List<RequestId> told, List<RequestId> ended, Instant now);

  /** Takes deliveries that are due. Never gives one to two couriers while its lease lasts. */
  Uni<Claimed> claim(Claiming claiming);

  /**
   * Writes down what attempts of this courier came to; an end is freed when its start has ended.
   */
  Uni<Void> record(UUID courier, List<Attempted> attempts, Instant now);

  /** Gives back what this courier has taken and not recorded. */
  Uni<Void> giveBack(UUID courier, Instant now);

  /** What receivers are to be told of these requests; those that are gone are missing. */
  Uni<Map<RequestId, Told>> told(List<RequestId> requests);

  /**
   * How to claim.
   *
   * @param courier who claims
   * @param leaseUntil when another may take what was not recorded
   * @param most deliveries to take at the most
   * @param shares how much of this courier one line, account or receiver may take up
   * @param underWay how many deliveries of each line this courier is at already
   * @param after the line behind which to begin
   */
  record Claiming(
      UUID courier,
      Instant now,
      Instant leaseUntil,
      int most,
      Shares shares,
      Map<Line, Integer> underWay,
      Line after) {}

  /** Deliveries under way at once: of one line, of one account, to one receiver. */
  record Shares(int line, int account, int receiver) {}

  /**
   * What a claim took.
   *
   * @param next the line behind which to go on; {@link Line#NONE} when the walk came to its end
   */
  record Claimed(List<Delivery> deliveries, Line next) {}
}
