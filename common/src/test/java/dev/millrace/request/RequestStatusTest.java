package dev.millrace.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestStatusTest {
  private static final Set<RequestStatus> TERMINAL =
      EnumSet.of(RequestStatus.COMPLETED, RequestStatus.FAILED, RequestStatus.CANCELLED);

  @ParameterizedTest
  @EnumSource(RequestStatus.class)
  void itIsTerminalExactlyIfNothingFollows(RequestStatus status) {
    assertThat(status.isTerminal()).isEqualTo(TERMINAL.contains(status));
    assertThat(status.next().isEmpty()).isEqualTo(status.isTerminal());
  }

  @ParameterizedTest
  @EnumSource(RequestStatus.class)
  void everyStatusThatIsNotTerminalCanBeCancelledAndCanFail(RequestStatus status) {
    assertThat(status.next().contains(RequestStatus.CANCELLED)).isEqualTo(!status.isTerminal());
    assertThat(status.next().contains(RequestStatus.FAILED)).isEqualTo(!status.isTerminal());
  }

  @Test
  void nothingIsCompletedThatDoesNotRun() {
    assertThat(RequestStatus.IN_QUEUE.next()).doesNotContain(RequestStatus.COMPLETED);
  }

  @Test
  void anotherAttemptMayFollowARunningOneFromTheQueueOrByTakeOver() {
    assertThat(RequestStatus.IN_PROGRESS.next())
        .contains(RequestStatus.IN_QUEUE, RequestStatus.IN_PROGRESS);
  }
}
