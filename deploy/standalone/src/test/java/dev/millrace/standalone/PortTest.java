package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PortTest {
  @Test
  void aTakenPortIsRefusedInOneSentence() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = new Settings(Path.of("/"), "127.0.0.1", taken.getLocalPort(), 0);

      assertThatThrownBy(() -> Port.hold(settings))
          .isInstanceOf(Refusal.class)
          .hasMessageStartingWith("Port " + taken.getLocalPort())
          .hasMessageEndingWith(
              "is taken; choose another with MILLRACE_PORT (0 means a free one).");
    }
  }

  @Test
  void holdsAFreePortForItsUser() throws IOException {
    try (var held = Port.hold(new Settings(Path.of("/"), "127.0.0.1", 0, 0))) {
      assertThat(held.getLocalPort()).isPositive();
    }
  }
}
