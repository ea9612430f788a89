package dev.millrace.replay;

import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Keeps what answers said while they were made. Every Uni fails only when the database does not
 * answer; then it may be asked again. Contract: {@code ReplayContract} in the tests.
 */
public interface Replay {
  /**
   * Keeps portions of attempts that are still the current ones of requests in progress. No attempt
   * has two portions in one batch.
   *
   * @return whether each was kept, in their order; one that was not comes from an attempt that is
   *     over, and nothing more will be kept of that
   */
  Uni<List<Boolean>> append(List<Portion> portions);

  /**
   * Whether anything is kept of a request. To whoever has claimed it the answer is final until it
   * appends something itself.
   */
  Uni<Boolean> isBegun(RequestId request);

  /**
   * What each follower has yet to hear, in their order.
   *
   * @param most events for one follower
   */
  Uni<List<Heard>> since(List<Place> places, int most);
}
