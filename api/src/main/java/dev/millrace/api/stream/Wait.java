package dev.millrace.api.stream;

import dev.millrace.request.RequestId;

/**
 * Somebody who waits for news of a request.
 *
 * @param sequence the transition that is no news any more, and not terminal
 * @param untilTerminal whether only the end is news
 * @param wake to be run once there is news; does little, on any thread
 */
record Wait(RequestId request, int sequence, boolean untilTerminal, Runnable wake) {

  boolean isOver(int reached, boolean isTerminal) {
    return untilTerminal ? isTerminal : reached > sequence;
  }
}
