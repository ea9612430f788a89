package dev.millrace.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
  @Test
  void callersSendSideBySide() throws Exception {
    var all = new CyclicBarrier(4);

    long answered = new ClosedLoop(4, Duration.ZERO).run(all::await);

    assertThat(answered).isEqualTo(4);
  }

  @Test
  void eachSendsTheNextOneUntilItsTimeIsOver() throws Exception {
    var sent = new AtomicLong();

    long answered = new ClosedLoop(2, Duration.ofMillis(200)).run(sent::incrementAndGet);

    assertThat(answered).isEqualTo(sent.get()).isGreaterThan(2);
  }

  @Test
  void aFailureIsToldToWhoeverRanIt() {
    var loop = new ClosedLoop(2, Duration.ofMinutes(1));

    assertThatThrownBy(
            () ->
                loop.run(
                    () -> {
                      throw new IOException("refused");
                    }))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("refused");
  }
}
