package dev.millrace.queue;

import java.util.Optional;

/**
 * What a verdict did.
 *
 * @param applied false when another claim had followed: the verdict then changed nothing
 * @param sequence the transition's number, for its announcement; 0 when nothing changed
 * @param instead the verdict that was applied in place of the one given: a cancel, when the request
 *     would have gone back to the queue but its caller had asked for it back; a failure, when the
 *     database refused what the verdict holds
 */
public record Settled(boolean applied, int sequence, Optional<Verdict> instead) {
  public static final Settled SUPERSEDED = new Settled(false, 0);

  /** The verdict did what it says, or nothing. */
  public Settled(boolean applied, int sequence) {
    this(applied, sequence, Optional.empty());
  }

  /** The same, but it was another verdict that did it. */
  public Settled instead(Verdict other) {
    return applied ? new Settled(true, sequence, Optional.of(other)) : this;
  }
}
