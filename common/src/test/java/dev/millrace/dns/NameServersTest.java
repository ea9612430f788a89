package dev.millrace.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asks for names only that no name server outside of this machine answers for. */
class NameServersTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final NameServers names = new NameServers();

  @AfterEach
  void close() {
    names.close();
  }

  @Test
  void thisMachinesOwnNameIsLoopback() {
    assertThat(names.addressesOf("localhost").await().atMost(SOON))
        .isNotEmpty()
        .allMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  void aNameThatCannotBeFails() {
    assertThatThrownBy(() -> names.addressesOf("a..b").await().atMost(SOON))
        .isInstanceOf(RuntimeException.class);
  }
}
