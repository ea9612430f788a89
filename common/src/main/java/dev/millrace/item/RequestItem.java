package dev.millrace.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.money.Money;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestNews.Facts;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestStatus;
import java.util.Optional;

/**
 * A request as histories and streams show it (ModelRunner's {@code RequestItem}): one flat object.
 *
 * @param sequence counts the transitions, from 0: of two items of one request the higher is newer
 * @param error why there is no output
 * @param shared whether any key may read it
 * @param own absent for others than its owner
 * @param bodies absent when they were not asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestItem(
    @JsonUnwrapped ItemFacts facts,
    int sequence,
    String error,
    @JsonProperty("public") boolean shared,
    @JsonUnwrapped OwnFacts own,
    @JsonUnwrapped Bodies bodies) {

  /**
   * A request as a transition left it.
   *
   * @param known what the transition does not say
   * @param baseUrl what file URLs in outputs begin with; empty leaves the payloads out
   */
  public static RequestItem of(RequestEvent event, Facts known, Optional<String> baseUrl) {
    return new RequestItem(
        ItemFacts.of(event),
        event.sequence(),
        error(event.status(), event.ended().flatMap(RequestEvent.Ended::fault)),
        known.shared(),
        OwnFacts.of(
            event.ended().map(RequestEvent.Ended::charged).orElse(Money.ZERO), known.metadata()),
        baseUrl.map(base -> bodies(event.status(), known.payloads(), base)).orElse(null));
  }

  /** A request as it stands; without payloads when they were not asked for. */
  public static RequestItem of(
      RequestView request, Optional<Payloads> payloads, Optional<String> baseUrl) {
    var at = request.finishedAt().or(request::startedAt).orElse(request.createdAt());
    var known =
        new Facts(
            request.metadata(), request.terms().shared(), payloads.orElseGet(Facts.NONE::payloads));
    return of(request.transition(at), known, payloads.flatMap(there -> baseUrl));
  }

  /** The same without what only the owner may see. */
  public RequestItem toStrangers() {
    return new RequestItem(facts, sequence, error, shared, null, bodies);
  }

  /** What is known may be younger than the transition: an output belongs to the end only. */
  private static Bodies bodies(RequestStatus status, Payloads payloads, String baseUrl) {
    return status == RequestStatus.COMPLETED
        ? Bodies.of(payloads, baseUrl)
        : Bodies.ofInput(payloads.input(), baseUrl);
  }

  private static String error(RequestStatus status, Optional<Fault> fault) {
    return switch (status) {
      case FAILED -> fault.map(Fault::message).orElse("the request failed");
      case CANCELLED -> "cancelled by the caller";
      case IN_QUEUE, IN_PROGRESS, COMPLETED -> null;
    };
  }
}
