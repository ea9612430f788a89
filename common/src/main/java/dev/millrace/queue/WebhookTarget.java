package dev.millrace.queue;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a request's caller wants to be called.
 *
 * @param url an address that was checked at submit; it is checked again at each connect
 * @param events what to call for; never empty
 */
public record WebhookTarget(String url, Set<Event> events) {
  /** What may be called for. */
  public enum Event {
    /** The first attempt has started. */
    START,
    /** The request has ended, whichever way. */
    COMPLETED;

    /** The word on the wire and in the database. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public WebhookTarget {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a webhook without events is never called: " + url);
    }
    events = EnumSet.copyOf(events);
  }
}
