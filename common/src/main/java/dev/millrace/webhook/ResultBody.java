package dev.millrace.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.blob.FileUrl;
import dev.millrace.queue.WebhookTarget.Event;
import dev.millrace.request.RequestStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A request as its receiver is told of it: what the api answers for its result, and the event. The
 * news of a start says that it runs, even when it is told late. Pure.
 */
public final class ResultBody {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String NOTHING = "{}";

  private ResultBody() {}

  /**
   * The body as JSON.
   *
   * @param publicUrl where the platform is reached, for the files of the output; empty leaves their
   *     paths
   */
  public static String of(Told told, Event event, String publicUrl) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      write(json, told, event, publicUrl);
    } catch (IOException e) {
      throw new UncheckedIOException("a webhook's body cannot be written as JSON", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Told told, Event event, String publicUrl)
      throws IOException {
    var hasEnded = event == Event.COMPLETED;
    json.writeStartObject();
    json.writeStringField("event", event.word());
    json.writeStringField("id", told.id().toString());
    json.writeStringField("modelEndpoint", told.model().toString());
    var status = hasEnded ? told.status() : RequestStatus.IN_PROGRESS;
    json.writeStringField("status", status.name());
    json.writeStringField("billingStatus", billing(status));
    var output = hasEnded ? told.output() : Optional.<String>empty();
    writeRaw(json, "output", FileUrl.publish(output.orElse(NOTHING), publicUrl));
    writeRaw(json, "input", told.input().orElse(NOTHING));
    json.writeStringField("createdAt", told.createdAt().toString());
    writeTimes(json, told, hasEnded);
    if (hasEnded) {
      json.writeStringField("totalPrice", told.charged().toString());
      writeFault(json, told);
    }
    if (told.metadata().isPresent()) {
      writeRaw(json, "metadata", told.metadata().get());
    }
    if (told.payloadsPurgedAt().isPresent()) {
      json.writeStringField("payloadsPurgedAt", told.payloadsPurgedAt().get().toString());
    }
    json.writeEndObject();
  }

  private static void writeTimes(JsonGenerator json, Told told, boolean hasEnded)
      throws IOException {
    var updated = (hasEnded ? told.finishedAt() : told.startedAt()).orElse(told.createdAt());
    json.writeStringField("updatedAt", updated.toString());
    if (hasEnded && told.providerTime().isPresent()) {
      json.writeNumberField("inferenceTime", told.providerTime().get().toMillis());
    }
    if (told.startedAt().isPresent()) {
      json.writeNumberField(
          "delayTime", Duration.between(told.createdAt(), told.startedAt().get()).toMillis());
    }
  }

  private static void writeFault(JsonGenerator json, Told told) throws IOException {
    var isCancelled = told.status() == RequestStatus.CANCELLED;
    if (told.status() == RequestStatus.COMPLETED) {
      return;
    }
    json.writeStringField(
        "error",
        told.error()
            .orElse(
                isCancelled ? "the request was cancelled by its caller" : "the request failed"));
    json.writeObjectFieldStart("details");
    json.writeStringField("code", told.faultCode().orElse(isCancelled ? "CANCELLED" : "UNKNOWN"));
    json.writeEndObject();
  }

  private static void writeRaw(JsonGenerator json, String field, String value) throws IOException {
    json.writeFieldName(field);
    json.writeRawValue(value);
  }

  private static String billing(RequestStatus status) {
    return switch (status) {
      case IN_QUEUE, IN_PROGRESS -> "pending";
      case COMPLETED -> "charged";
      case FAILED, CANCELLED -> "failed";
    };
  }
}
