package dev.millrace.bench.wrk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final String SAID =
      """
      Running 2s test @ http://127.0.0.1:1/local/echo
        1 threads and 64 connections
      Requests/sec:   1500.00
      RESULT {"requests":3000,"micros":2000000,"refused":%d,"broken":%d,"p50":1200,"p99":3400,"max":9000}
      """;

  @Test
  void itIsReadFromTheLineThatTheScriptWrites() throws Exception {
    var outcome = Outcome.read(SAID.formatted(0, 0));

    assertThat(outcome).isEqualTo(new Outcome(3_000, 2_000_000, 0, 0, 1_200, 3_400, 9_000));
    assertThat(outcome.rate()).isEqualTo(1_500);
    assertThat(outcome.took()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void withoutThatLineWhatWrkSaidIsTheMessage() {
    assertThatThrownBy(() -> Outcome.read("unable to connect"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unable to connect");
  }

  @Test
  void oneWithoutRefusalsIsGood() throws Exception {
    var outcome = Outcome.read(SAID.formatted(0, 0));

    assertThat(outcome.good()).isSameAs(outcome);
  }

  @Test
  void oneCallThatWasRefusedOrBrokeOffIsEnough() throws Exception {
    var refused = Outcome.read(SAID.formatted(1, 0));
    var broken = Outcome.read(SAID.formatted(0, 1));

    assertThatThrownBy(refused::good).hasMessageContaining("1 were refused");
    assertThatThrownBy(broken::good).hasMessageContaining("1 broke off");
  }
}
