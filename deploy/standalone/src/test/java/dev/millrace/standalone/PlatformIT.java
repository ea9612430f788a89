package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * One platform for all tests, for its start takes long; hence the order, which ends with its end.
 */
@TestMethodOrder(OrderAnnotation.class)
class PlatformIT {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration RESTART = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(90);
  private static final Duration ORPHANS_LINGER = Duration.ofSeconds(15);
  private static final String READY = "Millrace is ready";
  @TempDir static Path home;
  private static RunningLauncher launcher;

  @SuppressWarnings("unused") // the parameters of a test below
  static final Iterable<String> services = RunningLauncher.SERVICES;

  @BeforeAll
  static void start() throws Exception {
    launcher = RunningLauncher.start(home, 0);
    assertThat(launcher.says(READY, START)).as(launcher.output()).isTrue();
  }

  @AfterAll
  static void leaveNothing() throws Exception {
    launcher.process().destroy();
    launcher.exitStatus(STOP);
  }

  @Test
  @Order(1)
  void credentialsLeadToAReadyApi() throws Exception {
    var credentials = credentials();

    assertThat(credentials.key()).startsWith("mr_live_");
    assertThat(launcher.output()).contains(credentials.url(), credentials.key(), "curl -s ");
    assertThat(readiness(credentials)).isEqualTo(200);
  }

  @Test
  @Order(2)
  void secondLauncherOnTheSameHomeIsRefused() throws Exception {
    var second = RunningLauncher.start(home, 0);

    assertThat(second.exitStatus(START)).isEqualTo(1);
    assertThat(second.output()).startsWith("Millrace runs already in " + home).hasLineCount(1);
  }

  @Test
  @Order(2)
  void takenPortIsRefused(@TempDir Path otherHome) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var second = RunningLauncher.start(otherHome, taken.getLocalPort());

      assertThat(second.exitStatus(START)).isEqualTo(1);
      assertThat(second.output())
          .startsWith("Port %d ".formatted(taken.getLocalPort()))
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @Order(3)
  @FieldSource("services")
  void killedProcessIsBackWithinFiveSeconds(String name) throws Exception {
    var before = launcher.service(name).orElseThrow();

    before.destroyForcibly();

    assertThat(launcher.hasAnother(name, before.pid(), RESTART)).as(launcher.output()).isTrue();
  }

  @Test
  @Order(4)
  void killedLauncherLeavesNoOrphan() throws Exception {
    var processes = launcher.services();

    launcher.process().destroyForcibly();

    assertThat(processes)
        .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(ORPHANS_LINGER));
  }

  @Test
  @Order(5)
  void restartKeepsKeyAndPort() throws Exception {
    var before = credentials();

    launcher = RunningLauncher.start(home, 0);

    assertThat(launcher.says(READY, START)).as(launcher.output()).isTrue();
    assertThat(credentials()).isEqualTo(before);
    assertThat(readiness(before)).isEqualTo(200);
  }

  @Test
  @Order(6)
  void termStopsEverything() throws Exception {
    var processes = launcher.services();

    launcher.process().destroy();

    assertThat(launcher.exitStatus(STOP)).as(launcher.output()).isZero();
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(home.resolve("run")).isDirectoryNotContaining("glob:**.pid");
  }

  private static Credentials credentials() throws IOException {
    return Credentials.parse(Files.readString(home.resolve("credentials.env")));
  }

  private static int readiness(Credentials credentials) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(credentials.url() + "/q/health/ready")).build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
