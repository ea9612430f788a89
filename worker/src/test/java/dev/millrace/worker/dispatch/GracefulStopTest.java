package dev.millrace.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GracefulStopTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(5);

  private final List<String> steps = new ArrayList<>();
  private boolean loopEnds = true;

  /** When the desk's requests end. */
  private enum Idle {
    IN_TIME,
    WHEN_RELEASED,
    NEVER
  }

  @Test
  void whatFinishesInTimeIsNotStopped() throws Exception {
    stop(Idle.IN_TIME, new GracefulStop.Bounds(LONG, LONG, LONG));

    assertThat(steps).containsExactly("read no more", "claim no more", "leave", "good-bye");
  }

  @Test
  void whatStillRunsAfterTheGraceGoesBackBeforeTheGroupIsLeft() throws Exception {
    stop(Idle.WHEN_RELEASED, new GracefulStop.Bounds(SHORT, LONG, LONG));

    assertThat(steps)
        .containsExactly("read no more", "claim no more", "release", "leave", "good-bye");
  }

  @Test
  void whatCannotBeGivenBackHoldsNothingUp() throws Exception {
    loopEnds = false;

    stop(Idle.NEVER, new GracefulStop.Bounds(SHORT, SHORT, SHORT));

    assertThat(steps)
        .containsExactly("read no more", "claim no more", "release", "leave", "good-bye");
  }

  private void stop(Idle idle, GracefulStop.Bounds bounds) throws InterruptedException {
    new GracefulStop(new Loop(), new Desk(idle), () -> steps.add("good-bye"), bounds).now();
  }

  private final class Loop implements GracefulStop.Reading {
    @Override
    public void drain() {
      steps.add("read no more");
    }

    @Override
    public void stop() {
      steps.add("leave");
    }

    @Override
    public boolean awaitEnd(Duration bound) {
      return loopEnds;
    }
  }

  private final class Desk implements GracefulStop.Running {
    private final Idle idle;
    private Runnable whenIdle;

    private Desk(Idle idle) {
      this.idle = idle;
    }

    @Override
    public void drain(Runnable then) {
      steps.add("claim no more");
      whenIdle = then;
      if (idle == Idle.IN_TIME) {
        whenIdle.run();
      }
    }

    @Override
    public void release() {
      steps.add("release");
      if (idle == Idle.WHEN_RELEASED) {
        whenIdle.run();
      }
    }
  }
}
