package dev.millrace.event;

import dev.millrace.account.AccountId;
import java.util.List;

/**
 * The end of the log, read as it grows, by one thread for the whole process. All events of an
 * account stand in one partition, in one order.
 */
public interface EventTail {
  /** Who is told. Always called by one thread at a time. */
  interface Listener {
    /**
     * What stands in this partition before {@code next} is being read: whoever begins to follow an
     * account from now on is told of what stands from there on.
     */
    void reading(int partition, long next);

    /** Whether events of this account are wanted; the others are skipped unparsed. */
    boolean follows(AccountId account);

    /** Whether events of any account are wanted; while none are, they are read seldom. */
    boolean followsAny();

    /** Events of followed accounts, in order. May block: the log keeps what comes meanwhile. */
    void read(List<LoggedEvent> events);

    /** Some of what was being read of this partition could not be told, and is not coming. */
    void lost(int partition);
  }

  /**
   * Begins at the present end. Returns once the listener was told where each partition begins;
   * fails when the log cannot be reached.
   */
  void start(Listener listener);

  /** Says that events of an account are wanted from now on: they are read soon. */
  void followed();

  /** Where the events of an account stand; known once started. */
  int partitionOf(AccountId account);
}
