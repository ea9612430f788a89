package dev.millrace.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.audit.AuditRanOut;
import dev.millrace.ledger.audit.AuditReport;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AuditDeskTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final AuditReport CLEAN = new AuditReport(Instant.EPOCH, 1, 2, 3, 0, List.of(), 0);

  private CompletableFuture<AuditReport> outcome = new CompletableFuture<>();
  private final AuditDesk desk =
      new AuditDesk(within -> Uni.createFrom().completionStage(outcome), config(Map.of()));

  @Test
  void anAuditMayTakeFiveMinutesUnlessSetOtherwise() {
    assertThat(config(Map.of()).within()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config(Map.of("millrace.audit.within", "PT1M")).within())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void oneRunsAtATime() {
    var first = desk.run().subscribeAsCompletionStage();

    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(FaultException.class, AuditDeskTest::later);

    outcome.complete(CLEAN);
    assertThat(first).isCompletedWithValue(CLEAN);
    assertThat(run()).isEqualTo(CLEAN);
  }

  @Test
  void oneThatRanOutSaysSoAndLeavesRoomForTheNext() {
    outcome.completeExceptionally(new AuditRanOut(SOON));

    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(FaultException.class, AuditDeskTest::later)
        .hasMessageContaining("millrace.audit.within");

    outcome = CompletableFuture.completedFuture(CLEAN);
    assertThat(run()).isEqualTo(CLEAN);
  }

  private AuditReport run() {
    return desk.run().await().atMost(SOON);
  }

  private static void later(FaultException refused) {
    assertThat(refused.fault().code()).isEqualTo(FaultCode.OVERLOADED);
    assertThat(refused.fault().retryAfter()).isPresent();
  }

  private static AuditConfig config(Map<String, String> values) {
    return Settings.of(AuditConfig.class, values);
  }
}
