package dev.millrace.item;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;

/**
 * A request as its result shows it (ModelRunner's {@code GetResultResponse}), in answers and in
 * webhooks. Why it did not complete stands beside it.
 */
public record ResultItem(
    @JsonUnwrapped ItemFacts facts, @JsonUnwrapped OwnFacts own, @JsonUnwrapped Bodies bodies) {

  public static ResultItem of(RequestView request, Payloads payloads, String baseUrl) {
    var times =
        new ItemFacts.Times(
            request.createdAt(), request.startedAt(), request.finishedAt(), request.providerTime());
    return new ResultItem(
        ItemFacts.of(request.id(), request.model(), request.status(), times),
        OwnFacts.of(request.charged(), request.metadata()),
        Bodies.of(payloads, baseUrl));
  }
}
