package dev.millrace.api.http.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.fault.Envelope;
import dev.millrace.api.http.fault.FaultReply;
import dev.millrace.api.http.quirk.Quirks.Answer;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.ValidationError;
import dev.millrace.request.RequestStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuirksTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Standing(String requestId, RequestStatus status, String errorType)
      implements RequestAnswer {
    @Override
    public RequestAnswer in(RequestStatus shown, String type) {
      return new Standing(requestId, shown, type);
    }
  }

  private record Result(String id, Envelope failure) implements FailedAnswer {}

  @ParameterizedTest
  @EnumSource(RequestStatus.class)
  void otherClientsGetOurAnswersAsTheyAre(RequestStatus status) {
    var answer = Answer.of(200, standing(status), false);

    assertThat(Quirks.apply(KnownClient.ANY, answer)).isSameAs(answer);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "CANCELLED"})
  void modelRunnersClientReadsAnEndWithoutOutputFromAnError(RequestStatus status) {
    var answer = Quirks.apply(KnownClient.MODELRUNNER, Answer.of(200, standing(status), false));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(standing(status));
  }

  @ParameterizedTest
  @EnumSource(names = {"IN_QUEUE", "IN_PROGRESS", "COMPLETED"})
  void modelRunnersClientReadsTheRestAsItIs(RequestStatus status) {
    var answer = Answer.of(200, standing(status), false);

    assertThat(Quirks.apply(KnownClient.MODELRUNNER, answer)).isEqualTo(answer);
  }

  @Test
  void aRepeatedSubmitOfAFailedRequestIsNoErrorToModelRunnersClient() {
    var answer = Answer.of(200, standing(RequestStatus.FAILED), true);

    assertThat(Quirks.apply(KnownClient.MODELRUNNER, answer).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(RequestStatus.class)
  void falsClientsMeetNoWordButTheirThree(RequestStatus status) {
    var answer = fal(Answer.of(200, standing(status), false));

    assertThat(((RequestAnswer) answer.body()).status())
        .isIn(RequestStatus.IN_QUEUE, RequestStatus.IN_PROGRESS, RequestStatus.COMPLETED);
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void falsClientsCallACancelByTheirOwnName() {
    var answer =
        fal(Answer.of(200, new Standing("r", RequestStatus.CANCELLED, "CANCELLED"), false));

    assertThat(answer.body())
        .isEqualTo(new Standing("r", RequestStatus.COMPLETED, "client_cancelled"));
  }

  @Test
  void falsClientsNeverMeet409() {
    var answer = fal(Answer.of(409, envelope(409, FaultCode.NOT_FINISHED), false));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("x-should-retry", "false");
    assertThat(json(answer).path("statusCode").asInt()).isEqualTo(400);
  }

  @Test
  void falsClientsReadAnErrorFromDetailAndMessage() {
    var answer = fal(Answer.of(402, envelope(402, FaultCode.INSUFFICIENT_BALANCE), false));

    var json = json(answer);
    assertThat(json.path("detail").asText())
        .isEqualTo("why")
        .isEqualTo(json.path("message").asText());
    assertThat(json.path("error_type").asText()).isEqualTo("insufficient_balance");
    assertThat(json.at("/details/code").asText()).isEqualTo("INSUFFICIENT_BALANCE");
    assertThat(answer.headers()).containsEntry("x-fal-error-type", "insufficient_balance");
  }

  @Test
  void falsClientsReadTheFieldsThatDoNotFit() {
    var fault =
        Fault.invalid(
            FaultCode.INVALID_INPUT,
            "why",
            List.of(
                new ValidationError(List.of("size", "0"), "/size/0", "is too large", "maximum")));
    var reply = FaultReply.of(fault, new CorrelationId("c"));

    var field = json(fal(Answer.of(422, reply.envelope(), true))).at("/detail/0");

    assertThat(field.path("loc").toString()).isEqualTo("[\"body\",\"size\",\"0\"]");
    assertThat(field.path("msg").asText()).isEqualTo("is too large");
    assertThat(field.path("type").asText()).isEqualTo("maximum");
  }

  @Test
  void falsClientsGetResultsThatEndTheirRetries() {
    var cancelled = fal(Answer.of(422, new Result("r", envelope(422, FaultCode.CANCELLED)), false));
    var expired =
        fal(Answer.of(422, new Result("r", envelope(422, FaultCode.DEADLINE_EXCEEDED)), false));
    var failed =
        fal(Answer.of(422, new Result("r", envelope(422, FaultCode.INVALID_OUTPUT)), false));

    assertThat(cancelled.status()).isEqualTo(499);
    assertThat(expired.status()).isEqualTo(504);
    assertThat(expired.headers()).containsEntry("x-fal-request-timeout-type", "user");
    assertThat(failed.status()).isEqualTo(422);
    assertThat(json(failed).path("id").asText()).isEqualTo("r");
  }

  @Test
  void aResultWithOutputIsLeftAsItIs() {
    var answer = Answer.of(200, new Result("r", null), false);

    assertThat(fal(answer)).isEqualTo(new Answer(200, answer.body(), false, Map.of()));
  }

  private static Answer fal(Answer answer) {
    return Quirks.apply(KnownClient.FAL, answer);
  }

  private static Standing standing(RequestStatus status) {
    return new Standing("r", status, null);
  }

  private static Envelope envelope(int status, FaultCode code) {
    return FaultReply.withStatus(status, Fault.of(code, "why"), new CorrelationId("c")).envelope();
  }

  private static JsonNode json(Answer answer) {
    return JSON.valueToTree(answer.body());
  }
}
