package dev.millrace.replay;

import dev.millrace.request.RequestId;

/**
 * Where a follower stands.
 *
 * @param next the number of the event that it wants next
 */
public record Place(RequestId request, int next) {}
