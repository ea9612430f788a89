package dev.millrace.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TetherIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Tether tether;

  @BeforeEach
  void makeTether() throws IOException {
    tether = Tether.in(folder);
  }

  @Test
  void pidFileNamesTheProcessItself() throws Exception {
    var child = tether.start(sh("echo me $$ here; exec sleep 100"));

    var pid = child.pid().orElseThrow();

    assertThat(says(child, "me " + pid + " here")).isTrue();
    assertThat(tether.pidFile("child")).hasContent(pid.toString());
    child.kill();
  }

  @Test
  void passesTheExitStatusOn() throws Exception {
    var child = tether.start(sh("exit 7"));

    assertThat(child.onExit().get(10, TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(tether.pidFile("child")).doesNotExist();
  }

  @Test
  void keepsTheOutput() throws Exception {
    tether.start(sh("echo out; echo err >&2")).onExit().get(10, TimeUnit.SECONDS);

    assertThat(tether.log("child")).hasContent("out\nerr");
  }

  @Test
  void stopLetsTheProcessEndInOrder() throws Exception {
    var child =
        tether.start(sh("trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.1; done"));
    assertThat(says(child, "ready")).isTrue();

    child.stop();

    assertThat(child.onExit()).isCompletedWithValue(3);
    assertThat(tether.log("child")).hasContent("ready\nbye");
  }

  @Test
  void stopEndsAStubbornProcessAfterItsGrace() throws Exception {
    var stubborn = List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done");
    var child =
        tether.start(new Launch("child", stubborn, Map.of(), "TERM", Duration.ofSeconds(1)));
    assertThat(says(child, "ready")).isTrue();

    child.stop();

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void killedTetherTakesTheProcessAlong() throws Exception {
    var child = tether.start(sh("exec sleep 100"));
    var process = ProcessHandle.of(child.pid().orElseThrow()).orElseThrow();

    process.parent().orElseThrow().destroyForcibly();

    assertThat(child.onExit()).succeedsWithin(SOON);
    assertThat(process.onExit()).succeedsWithin(SOON);
  }

  @Test
  void killedParentLeavesNoOrphan() throws Exception {
    var parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentOfOne.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    var pidFile = folder.resolve("child.pid");
    var process = awaitProcess(pidFile, parent);
    var helpers = process.parent().orElseThrow();

    parent.destroyForcibly();

    assertThat(process.onExit()).succeedsWithin(SOON);
    assertThat(helpers.onExit()).succeedsWithin(SOON);
  }

  private static ProcessHandle awaitProcess(Path pidFile, Process parent) throws Exception {
    while (!Files.exists(pidFile)) {
      assertThat(parent.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).orElseThrow();
  }

  private boolean says(Child child, String text) throws Exception {
    var deadline = System.nanoTime() + SOON.toNanos();
    while (!Files.readString(tether.log("child")).contains(text)) {
      if (child.endsWithin(Duration.ofMillis(20)) || System.nanoTime() > deadline) {
        return false;
      }
    }
    return true;
  }

  private static Launch sh(String script) {
    return Launch.of("child", List.of("sh", "-c", script));
  }

  /** A JVM that starts one child and waits to be killed. */
  static final class ParentOfOne {
    private ParentOfOne() {}

    public static void main(String[] arguments) throws Exception {
      var child = Tether.in(Path.of(arguments[0])).start(sh("exec sleep 100"));
      child.onExit().get();
    }
  }
}
