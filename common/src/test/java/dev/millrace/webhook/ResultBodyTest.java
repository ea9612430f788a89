package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.queue.WebhookTarget.Event;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResultBodyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant BEGAN = Instant.parse("2026-01-01T10:00:00Z");
  private static final RequestId ID = new RequestId(new UUID(1, 2));

  @Test
  void aCompletedRequestIsToldWithItsOutput() throws Exception {
    var told = told(RequestStatus.COMPLETED, Optional.empty(), Optional.of(output()));

    assertThat(JSON.readTree(ResultBody.of(told, Event.COMPLETED, "https://p")))
        .isEqualTo(
            JSON.readTree(
                """
                {"event": "completed", "id": "%s", "modelEndpoint": "local/echo",
                 "status": "COMPLETED", "billingStatus": "charged",
                 "output": {"url": "https://p/media/1/a.png"}, "input": {"n": 1.50},
                 "createdAt": "2026-01-01T10:00:00Z", "updatedAt": "2026-01-01T10:00:05.123456Z",
                 "inferenceTime": 12, "delayTime": 3000, "totalPrice": "0.02",
                 "metadata": {"team": "a"}}
                """
                    .formatted(ID)));
  }

  @Test
  void payloadsAreCopiedAsTheyAreStored() {
    var told = told(RequestStatus.COMPLETED, Optional.empty(), Optional.of(output()));

    assertThat(ResultBody.of(told, Event.COMPLETED, "https://p")).contains("{\"n\":1.50}");
  }

  /** The news of a start may be told after the end. */
  @Test
  void aStartSaysThatItRunsAndNothingOfItsEnd() throws Exception {
    var told = told(RequestStatus.COMPLETED, Optional.empty(), Optional.of(output()));

    assertThat(JSON.readTree(ResultBody.of(told, Event.START, "https://p")))
        .isEqualTo(
            JSON.readTree(
                """
                {"event": "start", "id": "%s", "modelEndpoint": "local/echo",
                 "status": "IN_PROGRESS", "billingStatus": "pending",
                 "output": {}, "input": {"n": 1.50},
                 "createdAt": "2026-01-01T10:00:00Z", "updatedAt": "2026-01-01T10:00:03Z",
                 "delayTime": 3000, "metadata": {"team": "a"}}
                """
                    .formatted(ID)));
  }

  @Test
  void aFailureIsToldWithItsCode() throws Exception {
    var told = told(RequestStatus.FAILED, Optional.of("PROVIDER_BROKEN"), Optional.empty());

    var body = JSON.readTree(ResultBody.of(told, Event.COMPLETED, "https://p"));

    assertThat(body.path("error").asText()).isEqualTo("it broke");
    assertThat(body.path("details").path("code").asText()).isEqualTo("PROVIDER_BROKEN");
    assertThat(body.path("billingStatus").asText()).isEqualTo("failed");
    assertThat(body.path("output").toString()).isEqualTo("{}");
  }

  @Test
  void aCancelledRequestSaysWhoCancelledIt() throws Exception {
    var told = told(RequestStatus.CANCELLED, Optional.empty(), Optional.empty());

    var body = JSON.readTree(ResultBody.of(told, Event.COMPLETED, "https://p"));

    assertThat(body.path("error").asText()).isEqualTo("the request was cancelled by its caller");
    assertThat(body.path("details").path("code").asText()).isEqualTo("CANCELLED");
  }

  private static String output() {
    return "{\"url\":\"https://files.millrace.invalid/media/1/a.png\"}";
  }

  private static Told told(
      RequestStatus status, Optional<String> faultCode, Optional<String> output) {
    return new Told(
        ID,
        ModelName.parse("local/echo").orElseThrow(),
        status,
        status == RequestStatus.COMPLETED ? Money.parse("0.02") : Money.ZERO,
        faultCode,
        faultCode.map(code -> "it broke"),
        BEGAN,
        Optional.of(BEGAN.plusSeconds(3)),
        Optional.of(Instant.parse("2026-01-01T10:00:05.123456Z")),
        Optional.of(Duration.ofMillis(12)),
        Optional.of("{\"team\":\"a\"}"),
        Optional.empty(),
        Optional.of("{\"n\":1.50}"),
        output);
  }
}
