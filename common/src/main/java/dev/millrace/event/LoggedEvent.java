package dev.millrace.event;

/**
 * An event as it stands in the log.
 *
 * @param offset its place in its partition
 */
public record LoggedEvent(int partition, long offset, RequestEvent event) {

  /** The position right behind it: who has seen this event goes on from there. */
  public EventPosition after() {
    return new EventPosition(partition, offset + 1);
  }
}
