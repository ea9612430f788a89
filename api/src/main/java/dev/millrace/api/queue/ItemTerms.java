package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.queue.RequestView;
import java.time.Instant;
import java.util.Optional;

/**
 * What the history alone shows to everybody who sees a request.
 *
 * @param targetKind always {@code model}
 * @param stored false when its payloads are kept for a short while only
 * @param synchronous whether it was answered to a waiting caller, and never was in the queue
 * @param endReason how a streamed answer ended
 * @param payloadsPurgedAt since when its payloads are gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ItemTerms(
    String targetKind,
    boolean stored,
    Instant payloadsPurgedAt,
    String lane,
    Instant startBy,
    Instant finishBy,
    boolean synchronous,
    String endReason) {

  static ItemTerms of(RequestView request, Optional<Instant> goneSince) {
    var terms = request.terms();
    return new ItemTerms(
        "model",
        terms.stored(),
        goneSince.orElse(null),
        terms.lane().word(),
        terms.deadlines().startBy().orElse(null),
        terms.deadlines().finishBy().orElse(null),
        request.isSynchronous(),
        request.endReason().orElse(null));
  }
}
