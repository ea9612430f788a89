package dev.millrace.queue;

/**
 * What a verdict did.
 *
 * @param applied false when another claim had followed: the verdict then changed nothing
 * @param sequence the transition's number, for its announcement; 0 when nothing changed
 */
public record Settled(boolean applied, int sequence) {
  public static final Settled SUPERSEDED = new Settled(false, 0);
}
