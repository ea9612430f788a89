package dev.millrace.queue;

import dev.millrace.account.AccountId;
import java.util.Optional;

/**
 * A submission on its way into the queue.
 *
 * @param mark by what a repetition of it is known; empty for one that has none
 */
public record Offer(Submission submission, Optional<RepeatMark> mark) {
  AccountId account() {
    return submission.account();
  }

  /** What will be known of it once it is admitted. */
  Optional<KnownMark> known() {
    return mark.map(
        m -> new KnownMark(account(), m.key(), m.body(), submission.id(), submission.at()));
  }
}
