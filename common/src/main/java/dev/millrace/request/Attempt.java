package dev.millrace.request;

import java.time.Duration;

/**
 * One try at running a request.
 *
 * @param number counts up by one with each claim; the database takes results for the latest only
 * @param spent how many of the attempts, this one included, count against {@code limit}; those that
 *     the provider put off for want of room do not
 * @param limit how many attempts the model allows
 * @param timeout how long this one may run
 */
public record Attempt(int number, int spent, int limit, Duration timeout) {

  /** Whether a failure of this attempt is the request's failure. */
  public boolean isLast() {
    return spent >= limit;
  }

  /** Whether earlier attempts, all lost with their workers, used up what the model allows. */
  public boolean isBeyondLimit() {
    return spent > limit;
  }
}
