package dev.millrace.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.postgres.queue.AdmissionConfig;
import dev.millrace.testing.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatchConfigTest {
  @Test
  void defaults() {
    var config = Settings.of(DispatchConfig.class, Map.of());

    assertThat(config.claimBatch()).isEqualTo(256);
    assertThat(config.claimsInFlight()).isEqualTo(2);
    assertThat(config.claimsApart()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.window()).isEqualTo(2000);
    assertThat(config.lowWindow()).isEqualTo(500);
    assertThat(config.span()).isEqualTo(40_000);
    assertThat(config.lowOneOf()).isEqualTo(10);
    assertThat(config.pollBatch()).isEqualTo(1000);
    assertThat(config.pollWait()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.commitEvery()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.orphanAfter()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.lookAgainEvery()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void byDefaultAnOrphanOutlivesTheLongestAdmission() {
    var admission = Settings.of(AdmissionConfig.class, Map.of());

    assertThat(Settings.of(DispatchConfig.class, Map.of()).orphanAfter())
        .isGreaterThan(admission.transactionTimeout());
  }

  @Test
  void everySettingIsMapped() {
    var config =
        Settings.of(
            DispatchConfig.class,
            Map.of(
                "millrace.dispatch.claim-batch", "1",
                "millrace.dispatch.claims-in-flight", "3",
                "millrace.dispatch.claims-apart", "PT0.001S",
                "millrace.dispatch.window", "4",
                "millrace.dispatch.poll-batch", "5",
                "millrace.dispatch.poll-wait", "PT6S",
                "millrace.dispatch.commit-every", "PT7S",
                "millrace.dispatch.orphan-after", "PT8S",
                "millrace.dispatch.look-again-every", "PT9S",
                "millrace.dispatch.low-window", "2"));

    assertThat(config.claimBatch()).isEqualTo(1);
    assertThat(config.claimsInFlight()).isEqualTo(3);
    assertThat(config.claimsApart()).isEqualTo(Duration.ofMillis(1));
    assertThat(config.window()).isEqualTo(4);
    assertThat(config.lowWindow()).isEqualTo(2);
    assertThat(config.pollBatch()).isEqualTo(5);
    assertThat(config.pollWait()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.commitEvery()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.orphanAfter()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.lookAgainEvery()).isEqualTo(Duration.ofSeconds(9));

    var shares =
        Settings.of(
            DispatchConfig.class,
            Map.of("millrace.dispatch.span", "10", "millrace.dispatch.low-one-of", "11"));

    assertThat(shares.span()).isEqualTo(10);
    assertThat(shares.lowOneOf()).isEqualTo(11);
  }

  @Test
  void anUnknownSettingIsRefused() {
    assertThatThrownBy(
            () -> Settings.of(DispatchConfig.class, Map.of("millrace.dispatch.orphans", "PT8S")))
        .hasMessageContaining("millrace.dispatch.orphans");
  }
}
