package dev.millrace.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.deployment.Deployment;
import dev.millrace.deployment.Finding;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class SettingsReadinessTest {
  private static final Finding REFUSED =
      new Finding("millrace.x", Finding.Severity.REFUSED, "is wrong");
  private static final Finding WARNED =
      new Finding("millrace.y", Finding.Severity.WARNED, "is odd");

  @Test
  void aRefusedSettingKeepsProductionOut() {
    var answer = new SettingsReadiness(Deployment.PRODUCTION, List.of(REFUSED, WARNED)).call();

    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(answer.getData().orElseThrow()).containsOnlyKeys("millrace.x");
  }

  @Test
  void aWarningDoesNot() {
    var answer = new SettingsReadiness(Deployment.PRODUCTION, List.of(WARNED)).call();

    assertThat(answer.getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void developmentIsNotKeptOut() {
    var answer = new SettingsReadiness(Deployment.DEVELOPMENT, List.of(REFUSED)).call();

    assertThat(answer.getStatus()).isEqualTo(Status.UP);
  }
}
