package dev.millrace.queue;

import dev.millrace.request.RequestId;

/**
 * One attempt of a request: what results and recalls are about.
 *
 * @param number the number of its claim
 */
public record AttemptId(RequestId request, int number) {}
