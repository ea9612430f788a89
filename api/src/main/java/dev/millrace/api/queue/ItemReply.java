package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.history.PastAttempt;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request as the history shows it (ModelRunner's {@code RequestItem}, and more): one flat object.
 *
 * @param own absent for others than its owner
 * @param bodies absent when they were not asked for
 * @param attempts only where one request is shown, as is {@code timeline}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ItemReply(
    @JsonUnwrapped ItemFacts facts,
    @JsonUnwrapped Own own,
    @JsonUnwrapped Bodies bodies,
    List<AttemptReply> attempts,
    Timeline timeline) {

  /**
   * What only the owner may see.
   *
   * @param totalPrice what was charged, in US dollars
   * @param metadata the owner's labels
   * @param retryOf the request whose input it took up again
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Own(String totalPrice, @JsonRawValue String metadata, String retryOf) {
    static Own of(RequestView request) {
      return new Own(
          request.charged().toString(),
          request.metadata().orElse(null),
          request.terms().retryOf().map(Object::toString).orElse(null));
    }
  }

  /** Payloads as they are stored, unparsed; {@code {}} where there is none, or it is gone. */
  record Bodies(@JsonRawValue String output, @JsonRawValue String input) {
    private static final String NOTHING = "{}";

    static Bodies of(Payloads payloads) {
      return new Bodies(payloads.output().orElse(NOTHING), payloads.input().orElse(NOTHING));
    }
  }

  /**
   * When what happened.
   *
   * @param startedAt its first attempt
   * @param upstreamMillis how long the provider worked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Timeline(Instant queuedAt, Instant startedAt, Long upstreamMillis, Instant settledAt) {
    static Timeline of(RequestView request) {
      return new Timeline(
          request.createdAt(),
          request.startedAt().orElse(null),
          ItemFacts.upstreamMillis(request),
          request.finishedAt().orElse(null));
    }
  }

  /** In its owner's list. */
  static ItemReply inList(
      RequestView request, Optional<Instant> goneSince, Optional<Payloads> payloads) {
    return new ItemReply(
        ItemFacts.of(request, goneSince),
        Own.of(request),
        payloads.map(Bodies::of).orElse(null),
        null,
        null);
  }

  /** By itself, to its owner. */
  static ItemReply whole(
      RequestView request,
      Optional<Instant> goneSince,
      Payloads payloads,
      List<PastAttempt> attempts) {
    return new ItemReply(
        ItemFacts.of(request, goneSince),
        Own.of(request),
        Bodies.of(payloads),
        attempts.stream().map(AttemptReply::of).toList(),
        Timeline.of(request));
  }

  /** The same without what only the owner may see. */
  ItemReply toStrangers() {
    return new ItemReply(
        facts, null, bodies, attempts.stream().map(AttemptReply::toStrangers).toList(), timeline);
  }
}
