package dev.millrace.queue.life;

/**
 * One thing that happens to requests or to the workers that run them. The numbers choose among what
 * there is by then, whatever that may be, so that any list of steps can be played and shortened.
 */
public sealed interface Step {
  /** How a worker ends an attempt. */
  enum How {
    COMPLETE,
    COMPLETE_FREE,
    FAIL,
    RETRY_AT_ONCE,
    RETRY_LATER,
    POSTPONE
  }

  /**
   * A caller submits; the hold may be more than is left.
   *
   * @param startWithin seconds; 0 for no such deadline
   * @param finishWithin likewise
   */
  record Submit(int cents, int startWithin, int finishWithin) implements Step {}

  /** Records are delivered, some of them again: the worker claims what they name. */
  record Deliver(int worker, int first, int count) implements Step {}

  /** The worker looks at what it could not claim, and runs on what a silent worker ran. */
  record TakeOver(int worker) implements Step {}

  /** The worker announces again how requests stand, as it does with records that come back. */
  record Announce(int first, int count) implements Step {}

  /** An attempt ends. */
  record Settle(int worker, int request, How how) implements Step {}

  /** An attempt ends that had ended before: the answer to its settlement was lost. */
  record SettleAgain(int worker, int request, How how) implements Step {}

  /** The caller wants it back. */
  record Cancel(int request) implements Step {}

  /** The worker asks what it shall stop, and stops it. */
  record ConfirmCancels(int worker) implements Step {}

  /** Somebody looks which requests wait past their deadlines. */
  record Expire() implements Step {}

  /** The process is gone; another one starts in its place. */
  record Crash(int worker) implements Step {}

  /** The process stops for a while, without knowing it. */
  record Stall(int worker) implements Step {}

  /** It goes on where it stopped, and settles what it believes to run. */
  record Wake(int worker, How how) implements Step {}

  /** Time goes by, and those that live say so. */
  record Pass(int seconds) implements Step {}

  /** Two things happen at once; the database decides. */
  record AtOnce(Step one, Step other) implements Step {}
}
