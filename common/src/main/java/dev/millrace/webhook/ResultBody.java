package dev.millrace.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.item.Bodies;
import dev.millrace.item.ItemFacts;
import dev.millrace.item.OwnFacts;
import dev.millrace.item.ResultItem;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.WebhookTarget.Event;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as its receiver is told of it: what the api answers for its result, and the event. The
 * news of a start says that it runs, even when it is told late. Pure.
 */
public final class ResultBody {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private ResultBody() {}

  /**
   * The body on the wire.
   *
   * @param error with {@code details}, why it did not complete
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Body(
      String event,
      @JsonUnwrapped ResultItem item,
      String error,
      Details details,
      Instant payloadsPurgedAt) {}

  private record Details(String code) {}

  /**
   * The body as JSON.
   *
   * @param publicUrl where the platform is reached, for files of ours; empty leaves their paths
   */
  public static String of(Told told, Event event, String publicUrl) {
    var body = event == Event.COMPLETED ? ended(told, publicUrl) : started(told, publicUrl);
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a webhook's body is always JSON", e);
    }
  }

  private static Body started(Told told, String publicUrl) {
    var times =
        new ItemFacts.Times(told.createdAt(), told.startedAt(), Optional.empty(), Optional.empty());
    var item =
        new ResultItem(
            ItemFacts.of(told.id(), told.model(), RequestStatus.IN_PROGRESS, times),
            OwnFacts.unpriced(told.metadata()),
            Bodies.ofInput(told.input(), publicUrl));
    return new Body(Event.START.word(), item, null, null, purgedAt(told));
  }

  private static Body ended(Told told, String publicUrl) {
    var times =
        new ItemFacts.Times(
            told.createdAt(), told.startedAt(), told.finishedAt(), told.providerTime());
    var item =
        new ResultItem(
            ItemFacts.of(told.id(), told.model(), told.status(), times),
            OwnFacts.of(told.charged(), told.metadata()),
            Bodies.of(new Payloads(told.input(), told.output()), publicUrl));
    return switch (told.status()) {
      case FAILED -> unsuccessful(told, item, "the request failed", "UNKNOWN");
      case CANCELLED ->
          unsuccessful(told, item, "the request was cancelled by its caller", "CANCELLED");
      case COMPLETED, IN_QUEUE, IN_PROGRESS ->
          new Body(Event.COMPLETED.word(), item, null, null, purgedAt(told));
    };
  }

  private static Body unsuccessful(
      Told told, ResultItem item, String usualError, String usualCode) {
    return new Body(
        Event.COMPLETED.word(),
        item,
        told.error().orElse(usualError),
        new Details(told.faultCode().orElse(usualCode)),
        purgedAt(told));
  }

  private static Instant purgedAt(Told told) {
    return told.payloadsPurgedAt().orElse(null);
  }
}
