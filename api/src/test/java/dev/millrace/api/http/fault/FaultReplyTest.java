package dev.millrace.api.http.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.ValidationError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultReplyTest {
  private static final CorrelationId CALL = new CorrelationId("call-1");

  @Test
  void theEnvelopeHasTheNativeShape() throws Exception {
    var fault =
        Fault.invalid(
            FaultCode.INVALID_INPUT,
            "prompt is required",
            List.of(new ValidationError(List.of("prompt"), "/prompt", "is required", "required")));

    var json = new ObjectMapper().writeValueAsString(FaultReply.of(fault, CALL).envelope());

    assertThat(json)
        .isEqualTo(
            """
            {"error":"prompt is required","message":"prompt is required","statusCode":422,\
            "request_id":"call-1","details":{"code":"INVALID_INPUT","validationErrors":[\
            {"path":["prompt"],"instancePath":"/prompt","message":"is required",\
            "code":"required"}]}}\
            """);
  }

  @Test
  void furtherFactsStandBesideTheCode() {
    var fault =
        Fault.of(FaultCode.INSUFFICIENT_BALANCE, "too little")
            .with("needed", "2")
            .with("available", "1");

    var reply = FaultReply.of(fault, CALL);

    assertThat(reply.status()).isEqualTo(402);
    assertThat(reply.envelope().details())
        .containsEntry("needed", "2")
        .containsEntry("available", "1")
        .containsEntry("code", "INSUFFICIENT_BALANCE");
  }

  @ParameterizedTest
  @EnumSource
  void everyRefusalSaysWhetherToTryAgain(FaultCode code) {
    var reply = FaultReply.of(Fault.of(code, "no"), CALL);

    if (reply.status() == 429 || reply.status() == 503 || code == FaultCode.NOT_FINISHED) {
      assertThat(reply.headers()).containsEntry("Retry-After", "1").containsKey("retry-after-ms");
      assertThat(reply.headers()).doesNotContainKey("x-should-retry");
    } else if (reply.status() < 500) {
      assertThat(reply.headers()).containsEntry("x-should-retry", "false");
    } else {
      assertThat(reply.headers()).isEmpty();
    }
  }

  @Test
  void theWaitIsRoundedUpToWholeSeconds() {
    var fault = Fault.of(FaultCode.RATE_LIMITED, "slow down").retryAfter(Duration.ofMillis(2_001));

    assertThat(FaultReply.of(fault, CALL).headers())
        .containsEntry("Retry-After", "3")
        .containsEntry("retry-after-ms", "2001");
  }

  @Test
  void aMissingKeySaysHowToBringOne() {
    assertThat(FaultReply.of(Fault.of(FaultCode.KEY_MISSING, "no key"), CALL).headers())
        .containsKey("WWW-Authenticate");
  }

  @Test
  void aRouteMayAnswerWithAnotherStatus() {
    var reply = FaultReply.withStatus(422, Fault.of(FaultCode.PROVIDER_BROKEN, "it broke"), CALL);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.envelope().statusCode()).isEqualTo(422);
    assertThat(reply.headers()).containsEntry("x-should-retry", "false");
  }
}
