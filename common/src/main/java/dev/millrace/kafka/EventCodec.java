package dev.millrace.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as bytes. Key: the account's 16 bytes. Value: a JSON object. Of a fault go the code and
 * the message; validation errors stay with the request.
 */
public final class EventCodec {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WEBHOOK = "\"webhook\":true";

  private EventCodec() {}

  public static byte[] key(RequestEvent event) {
    return DispatchCodec.bytes(event.account().value());
  }

  public static byte[] value(RequestEvent event) {
    var body =
        JSON.createObjectNode()
            .put("request", event.request().toString())
            .put("account", event.account().toString())
            .put("model", event.model().toString())
            .put("sequence", event.sequence())
            .put("status", event.status().name())
            .put("attempt", event.attempt())
            .put("at", event.at().toString())
            .put("created", event.createdAt().toString());
    event.startedAt().ifPresent(at -> body.put("started", at.toString()));
    event.ended().ifPresent(ended -> write(ended, body.putObject("ended")));
    if (event.hasWebhook()) {
      body.put("webhook", true);
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON: " + event, e);
    }
  }

  /**
   * Whether an event may be of a request with a webhook, from a look at its bytes: most are not,
   * and need not be read. May be wrong when it says yes.
   */
  public static boolean mayHaveWebhook(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1).contains(WEBHOOK);
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

  private static void write(RequestEvent.Ended ended, ObjectNode body) {
    body.put("charged", ended.charged().nanos());
    ended.providerTime().ifPresent(time -> body.put("providerMillis", time.toMillis()));
    ended
        .fault()
        .ifPresent(fault -> body.put("fault", fault.code().name()).put("message", fault.message()));
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
