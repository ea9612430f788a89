package dev.millrace.api.stream;

/**
 * One partition of the event log as the tail has read it. Its lock guards the topics and
 * subscriptions of all accounts whose events stand there.
 */
final class Partition {
  private final int number;
  private long next;

  Partition(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Where the tail reads on: who joins now is told of what stands from there. */
  synchronized long next() {
    return next;
  }

  synchronized void moveTo(long position) {
    next = position;
  }
}
