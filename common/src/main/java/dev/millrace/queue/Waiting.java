package dev.millrace.queue;

import java.util.OptionalLong;

/**
 * How long the way still is for a request that waits.
 *
 * @param position dispatch records ahead of it in its lane; at least 1
 * @param etaSeconds until it starts, from the lane's measured rate; empty when unknown
 */
public record Waiting(long position, OptionalLong etaSeconds) {
  /** For a request that waits no more. */
  public static final Waiting NO_MORE = new Waiting(0, OptionalLong.empty());
}
