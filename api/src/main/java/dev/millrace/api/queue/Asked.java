package dev.millrace.api.queue;

import dev.millrace.queue.Lane;
import dev.millrace.queue.Terms;
import dev.millrace.request.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a submit's headers ask for.
 *
 * @param outputLife how long the files live that it makes; empty: for ever
 */
public record Asked(
    Lane lane,
    Optional<Duration> startWithin,
    Optional<Duration> finishWithin,
    boolean stored,
    Optional<Duration> outputLife) {

  /** The same, but that nothing is kept of input and output. */
  public Asked notStored() {
    return new Asked(lane, startWithin, finishWithin, false, outputLife);
  }

  /** The same, for a request that is submitted now. */
  public Terms terms(Instant now) {
    return Terms.of(lane)
        .within(new Deadlines(startWithin.map(now::plus), finishWithin.map(now::plus)))
        .stored(stored);
  }
}
