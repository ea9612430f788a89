package dev.millrace.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestNews.Facts;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestItemTest {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final Instant BEGAN = Instant.parse("2026-01-01T10:00:00Z");
  private static final Facts KNOWN =
      new Facts(
          Optional.of("{\"team\":\"a\"}"),
          true,
          new Payloads(
              Optional.of("{\"n\":1.50}"),
              Optional.of("{\"url\":\"https://files.millrace.invalid/media/1/a.png\"}")));

  @Test
  void aCompletedRequestIsShownWhole() throws Exception {
    var ended =
        new RequestEvent.Ended(
            Money.parse("0.02"), Optional.of(Duration.ofMillis(7)), Optional.empty());
    var item = json(RequestStatus.COMPLETED, Optional.of(ended), Optional.of("https://p"));

    assertThat(item.path("sequence").asInt()).isEqualTo(2);
    assertThat(item.path("billingStatus").asText()).isEqualTo("charged");
    assertThat(item.path("totalPrice").asText()).isEqualTo("0.02");
    assertThat(item.path("inferenceTime").asInt()).isEqualTo(7);
    assertThat(item.path("delayTime").asInt()).isEqualTo(1000);
    assertThat(item.path("public").asBoolean()).isTrue();
    assertThat(item.path("output").path("url").asText()).isEqualTo("https://p/media/1/a.png");
    assertThat(item.has("error")).isFalse();
  }

  @Test
  void payloadsAndLabelsAreCopiedAsTheyAreStored() throws Exception {
    var text =
        JSON.writeValueAsString(
            item(RequestStatus.IN_PROGRESS, Optional.empty(), Optional.of("https://p")));

    assertThat(text).contains("\"input\":{\"n\":1.50}", "\"metadata\":{\"team\":\"a\"}");
  }

  @Test
  void payloadsThatNobodyAskedForAreAbsent() throws Exception {
    var item = json(RequestStatus.IN_PROGRESS, Optional.empty(), Optional.empty());

    assertThat(item.has("input")).isFalse();
    assertThat(item.has("output")).isFalse();
  }

  /** What is known of a request may be younger than the transition that is told. */
  @Test
  void aRequestThatRunsHasNoOutput() throws Exception {
    var item = json(RequestStatus.IN_PROGRESS, Optional.empty(), Optional.of("https://p"));

    assertThat(item.path("output").toString()).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({"FAILED, broken", "CANCELLED, cancelled by the caller"})
  void whyThereIsNoOutputIsSaid(RequestStatus status, String error) throws Exception {
    var fault = Fault.of(FaultCode.PROVIDER_BROKEN, "broken");
    var ended =
        new RequestEvent.Ended(
            Money.ZERO,
            Optional.empty(),
            status == RequestStatus.FAILED ? Optional.of(fault) : Optional.empty());
    var item = json(status, Optional.of(ended), Optional.of("https://p"));

    assertThat(item.path("error").asText()).isEqualTo(error);
    assertThat(item.path("billingStatus").asText()).isEqualTo("failed");
  }

  @Test
  void strangersSeeNeitherPriceNorLabels() throws Exception {
    var shown =
        item(RequestStatus.IN_QUEUE, Optional.empty(), Optional.of("https://p")).toStrangers();
    var item = JSON.readTree(JSON.writeValueAsString(shown));

    assertThat(item.has("totalPrice")).isFalse();
    assertThat(item.has("metadata")).isFalse();
    assertThat(item.path("status").asText()).isEqualTo("IN_QUEUE");
    assertThat(item.path("input").path("n").isNumber()).isTrue();
  }

  private static JsonNode json(
      RequestStatus status, Optional<RequestEvent.Ended> ended, Optional<String> baseUrl)
      throws Exception {
    return JSON.readTree(JSON.writeValueAsString(item(status, ended, baseUrl)));
  }

  private static RequestItem item(
      RequestStatus status, Optional<RequestEvent.Ended> ended, Optional<String> baseUrl) {
    var event =
        new RequestEvent(
            new RequestId(new UUID(1, 2)),
            new AccountId(new UUID(3, 4)),
            ModelName.parse("local/echo").orElseThrow(),
            2,
            status,
            1,
            BEGAN.plusSeconds(5),
            BEGAN,
            Optional.of(BEGAN.plusSeconds(1)),
            ended,
            false);
    return RequestItem.of(event, KNOWN, baseUrl);
  }
}
