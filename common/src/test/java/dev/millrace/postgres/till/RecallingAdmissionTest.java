package dev.millrace.postgres.till;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Admission.Result;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Lane;
import dev.millrace.till.CreditRecall;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecallingAdmissionTest {
  private static final Result ADMITTED =
      new Result.Admitted(new DispatchPosition(Lane.NORMAL, 1, 2));

  private int recalls;

  @ParameterizedTest
  @EnumSource(names = {"INSUFFICIENT_BALANCE", "SPEND_CAP_REACHED"})
  void whatIsRefusedForWantOfCreditIsTriedAgainOnceSomeCameBack(FaultCode code) {
    assertThat(admit(true, refused(code), ADMITTED)).isEqualTo(ADMITTED);
    assertThat(recalls).isEqualTo(1);
  }

  @Test
  void isRefusedWhenNobodyHoldsAnythingIdle() {
    var refused = refused(FaultCode.INSUFFICIENT_BALANCE);

    assertThat(admit(false, refused, ADMITTED)).isEqualTo(refused);
  }

  @Test
  void whatIsRefusedForAnotherReasonAsksNobody() {
    var refused = refused(FaultCode.KEY_INVALID);

    assertThat(admit(true, refused, ADMITTED)).isEqualTo(refused);
    assertThat(recalls).isZero();
  }

  @Test
  void isRefusedOnceTheTimeIsOverWhateverComesBack() {
    var refused = refused(FaultCode.INSUFFICIENT_BALANCE);
    Admission never = offer -> Uni.createFrom().item(refused);
    // As news of other nodes come: later, and not on the stack of whoever asked.
    CreditRecall always =
        (spender, needed) ->
            Uni.createFrom().item(true).onItem().delayIt().by(Duration.ofMillis(1));

    var result =
        new RecallingAdmission(never, always, Duration.ofMillis(5))
            .admit(aSubmission().make())
            .await()
            .atMost(Duration.ofSeconds(10));

    assertThat(result).isEqualTo(refused);
  }

  private Result admit(boolean something, Result... answers) {
    Deque<Result> left = new ArrayDeque<>(List.of(answers));
    Admission admission = offer -> Uni.createFrom().item(left.removeFirst());
    CreditRecall recall =
        (spender, needed) -> {
          recalls++;
          return Uni.createFrom().item(something);
        };
    return new RecallingAdmission(admission, recall, Duration.ofMinutes(1))
        .admit(aSubmission().make())
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private static Result refused(FaultCode code) {
    return new Result.Refused(Fault.of(code, "no"));
  }
}
