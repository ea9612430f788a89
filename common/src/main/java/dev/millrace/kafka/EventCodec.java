package dev.millrace.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * An event as bytes. Key: the account's 16 bytes. Value: a JSON object. Of a fault go the code and
 * the message; validation errors stay with the request.
 */
public final class EventCodec {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] WEBHOOK_LAST =
      ",\"webhook\":true}".getBytes(StandardCharsets.US_ASCII);

  private EventCodec() {}

  public static byte[] key(RequestEvent event) {
    return DispatchCodec.bytes(event.account().value());
  }

  /** Written as it goes, without a tree: each request is announced three times. */
  public static byte[] value(RequestEvent event) {
    var recycler = JSON.getFactory()._getBufferRecycler();
    try (var bytes = new ByteArrayBuilder(recycler)) {
      try (var body = JSON.createGenerator(bytes)) {
        write(event, body);
      }
      return bytes.getClearAndRelease();
    } catch (IOException e) {
      throw new UncheckedIOException("an event cannot be written as JSON: " + event, e);
    } finally {
      recycler.releaseToPool();
    }
  }

  private static void write(RequestEvent event, JsonGenerator body) throws IOException {
    body.writeStartObject();
    body.writeStringField("request", event.request().toString());
    body.writeStringField("account", event.account().toString());
    body.writeStringField("model", event.model().toString());
    body.writeNumberField("sequence", event.sequence());
    body.writeStringField("status", event.status().name());
    body.writeNumberField("attempt", event.attempt());
    body.writeStringField("at", event.at().toString());
    body.writeStringField("created", event.createdAt().toString());
    if (event.startedAt().isPresent()) {
      body.writeStringField("started", event.startedAt().get().toString());
    }
    if (event.ended().isPresent()) {
      write(event.ended().get(), body);
    }
    if (event.hasWebhook()) { // stays the last one: mayHaveWebhook looks for it there
      body.writeBooleanField("webhook", true);
    }
    body.writeEndObject();
  }

  /**
   * Whether an event is of a request with a webhook, from a look at its last bytes: most are not,
   * and need not be read. What is none of ours may be told to have one.
   */
  public static boolean mayHaveWebhook(byte[] value) {
    int from = value == null ? -1 : value.length - WEBHOOK_LAST.length;
    return from >= 0
        && Arrays.equals(value, from, value.length, WEBHOOK_LAST, 0, WEBHOOK_LAST.length);
  }

  /** Reads an event; empty when the bytes are none of ours. */
  public static Optional<RequestEvent> read(byte[] value) {
    try {
      return event(JSON.readTree(value));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<RequestEvent> event(JsonNode body) {
    var request = RequestId.parse(body.path("request").asText());
    var model = ModelName.parse(body.path("model").asText());
    var sequence = body.path("sequence");
    var attempt = body.path("attempt");
    if (request.isEmpty() || model.isEmpty() || !sequence.isInt() || !attempt.isInt()) {
      return Optional.empty();
    }
    return Optional.of(
        new RequestEvent(
            request.get(),
            AccountId.of(body.path("account").asText()),
            model.get(),
            sequence.intValue(),
            RequestStatus.valueOf(body.path("status").asText()),
            attempt.intValue(),
            Instant.parse(body.path("at").asText()),
            Instant.parse(body.path("created").asText()),
            text(body, "started").map(Instant::parse),
            ended(body.get("ended")),
            body.path("webhook").asBoolean()));
  }

  private static void write(RequestEvent.Ended ended, JsonGenerator body) throws IOException {
    body.writeObjectFieldStart("ended");
    body.writeNumberField("charged", ended.charged().nanos());
    if (ended.providerTime().isPresent()) {
      body.writeNumberField("providerMillis", ended.providerTime().get().toMillis());
    }
    if (ended.fault().isPresent()) {
      var fault = ended.fault().get();
      body.writeStringField("fault", fault.code().name());
      body.writeStringField("message", fault.message());
    }
    body.writeEndObject();
  }

  private static Optional<RequestEvent.Ended> ended(JsonNode body) {
    if (body == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RequestEvent.Ended(
            new Money(body.path("charged").asLong()),
            Optional.ofNullable(body.get("providerMillis"))
                .map(millis -> Duration.ofMillis(millis.asLong())),
            text(body, "fault")
                .map(code -> Fault.of(FaultCode.valueOf(code), body.path("message").asText()))));
  }

  private static Optional<String> text(JsonNode body, String field) {
    return Optional.ofNullable(body.get(field)).map(JsonNode::asText);
  }
}
