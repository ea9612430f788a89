package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engines.Launch;
import dev.millrace.engines.Service;
import dev.millrace.engines.Tether;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void startsAgainWhatDies() throws Exception {
    var service = new Script("exec sleep 100", folder);
    var keeper = keep(service);
    assertThat(keeper.firstAnswer()).succeedsWithin(SOON);
    var before = service.pid();

    ProcessHandle.of(before).orElseThrow().destroyForcibly();

    assertThat(service.nextStart(2)).isTrue();
    assertThat(said()).contains("died (signal 9); starting it again");
    keeper.release();
    assertThat(service.isAlive()).isFalse();
  }

  @Test
  void givesUpOnWhatDiesThriceBeforeItAnswers() throws IOException {
    var service = new Script("echo no such luck; exit 3", folder);

    var answer = keep(service).firstAnswer();

    assertThat(answer)
        .failsWithin(SOON)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(Refusal.class)
        .withMessageContaining("no such luck")
        .withMessageContaining("status 3");
    assertThat(service.starts()).isEqualTo(3);
  }

  @Test
  void doesNotStartAgainWhatIsReleased() throws IOException {
    var service = new Script("exec sleep 100", folder);
    var keeper = keep(service);
    assertThat(keeper.firstAnswer()).succeedsWithin(SOON);

    keeper.release();

    assertThat(service.isAlive()).isFalse();
    assertThat(service.starts()).isEqualTo(1);
    assertThat(said()).doesNotContain("died");
  }

  private Keeper keep(Service service) {
    var keeper =
        new Keeper(service, new Console(new PrintStream(said, true, StandardCharsets.UTF_8)));
    keeper.start();
    return keeper;
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  /** A service that is a shell script, and answers once it runs. */
  private static final class Script extends Service {
    private final String text;
    private final AtomicInteger starts = new AtomicInteger();

    Script(String text, Path folder) throws IOException {
      super("script", Tether.in(folder));
      this.text = text;
    }

    int starts() {
      return starts.get();
    }

    /** Whether this start comes soon. */
    synchronized boolean nextStart(int number) throws InterruptedException {
      var deadline = System.nanoTime() + SOON.toNanos();
      while (starts.get() < number && System.nanoTime() < deadline) {
        wait(100);
      }
      return starts.get() >= number;
    }

    @Override
    protected synchronized Launch launch() {
      starts.incrementAndGet();
      notifyAll();
      return Launch.of("script", List.of("sh", "-c", text));
    }

    @Override
    protected boolean answers() {
      return isAlive() && text.contains("sleep");
    }
  }
}
