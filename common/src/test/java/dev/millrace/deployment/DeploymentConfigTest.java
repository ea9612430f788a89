package dev.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentConfigTest {

  @Test
  void productionIsWhatNobodyHasToAskFor() {
    var config = Settings.of(DeploymentConfig.class, Map.of());

    assertThat(config.deployment()).isEqualTo(Deployment.PRODUCTION);
    assertThat(config.publicUrl()).isEmpty();
  }

  @Test
  void developmentIsAskedFor() {
    var config =
        Settings.of(
            DeploymentConfig.class,
            Map.of(
                "millrace.deployment", "development",
                "millrace.deployment.public-url", "https://api.example.com"));

    assertThat(config.deployment()).isEqualTo(Deployment.DEVELOPMENT);
    assertThat(config.publicUrl()).contains("https://api.example.com");
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(
            () -> Settings.of(DeploymentConfig.class, Map.of("millrace.deployment", "staging")))
        .hasMessageContaining("millrace.deployment");
  }

  @Test
  void settingsOfOthersAreNoneOfItsBusiness() {
    var config =
        Settings.of(DeploymentConfig.class, Map.of("millrace.postgres.url", "postgresql://x/y"));

    assertThat(config.deployment()).isEqualTo(Deployment.PRODUCTION);
  }
}
