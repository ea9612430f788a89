package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.history.PastAttempt;
import dev.millrace.item.RequestItem;
import dev.millrace.money.UsageJson;
import dev.millrace.queue.RequestView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A request as the history shows it: what streams show, and more; one flat object.
 *
 * @param basis for the owner alone
 * @param retryOf the request whose input it took up again; for the owner alone
 * @param usage what it was charged for, once completed; for the owner alone
 * @param attempts only where one request is shown, as is {@code timeline}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ItemReply(
    @JsonUnwrapped RequestItem item,
    @JsonUnwrapped ItemTerms terms,
    @JsonUnwrapped ItemBasis basis,
    String retryOf,
    @JsonRawValue String usage,
    List<AttemptReply> attempts,
    Timeline timeline) {

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
          request.providerTime().map(Duration::toMillis).orElse(null),
          request.finishedAt().orElse(null));
    }
  }

  /** In its owner's list. */
  static ItemReply inList(RequestView request, RequestItem item, ItemTerms terms) {
    return new ItemReply(
        item, terms, ItemBasis.of(request.basis()), retryOf(request), usage(request), null, null);
  }

  /** By itself, to its owner. */
  static ItemReply whole(
      RequestView request, RequestItem item, ItemTerms terms, List<PastAttempt> attempts) {
    return new ItemReply(
        item,
        terms,
        ItemBasis.of(request.basis()),
        retryOf(request),
        usage(request),
        attempts.stream().map(AttemptReply::of).toList(),
        Timeline.of(request));
  }

  /** The same without what only the owner may see. */
  ItemReply toStrangers() {
    return new ItemReply(
        item.toStrangers(),
        terms,
        null,
        null,
        null,
        attempts.stream().map(AttemptReply::toStrangers).toList(),
        timeline);
  }

  private static String usage(RequestView request) {
    return request.usage().map(UsageJson::write).orElse(null);
  }

  private static String retryOf(RequestView request) {
    return request.terms().retryOf().map(Object::toString).orElse(null);
  }
}
