package dev.millrace.event;

import dev.millrace.account.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The log as far back as it is kept. Calls block, and are meant for virtual threads. */
public interface EventHistory {
  /**
   * Opens the log at a position.
   *
   * @return empty when the position is none of this account's, lies beyond the end, or is older
   *     than what is kept
   */
  Optional<Replay> replay(AccountId account, EventPosition from);

  /** One account's events in order, a page at a time. Not thread-safe. */
  interface Replay extends AutoCloseable {
    /** When what stands just before the position was announced; empty when nothing does. */
    Optional<Instant> since();

    /** Waits a moment for events when there are none; then the page is empty. */
    Page next();

    @Override
    void close();
  }

  /**
   * Some of what was read.
   *
   * @param next the offset that is read next
   */
  record Page(List<LoggedEvent> events, long next) {}
}
