package dev.millrace.health;

import dev.millrace.deployment.Danger;
import dev.millrace.deployment.Deployment;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.deployment.Finding;
import dev.millrace.deployment.Settings;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Keeps a node with dangerous settings out of production, and says which and why. */
@Readiness
@ApplicationScoped
public class SettingsReadiness implements HealthCheck {
  private final Deployment deployment;
  private final List<Finding> findings;

  @Inject
  SettingsReadiness(DeploymentConfig deployment, Config config) {
    this(deployment.deployment(), Danger.in(Settings.of(config)));
  }

  SettingsReadiness(Deployment deployment, List<Finding> findings) {
    this.deployment = deployment;
    this.findings = findings;
  }

  void sayOnce(@Observes StartupEvent start) {
    for (var finding : findings) {
      if (keepsUsOut(finding)) {
        Log.errorf("refused in production: %s %s", finding.setting(), finding.advice());
      } else {
        Log.warnf("dangerous in production: %s %s", finding.setting(), finding.advice());
      }
    }
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("settings");
    var refused = findings.stream().filter(this::keepsUsOut).toList();
    refused.forEach(finding -> answer.withData(finding.setting(), finding.advice()));
    return answer.status(refused.isEmpty()).build();
  }

  private boolean keepsUsOut(Finding finding) {
    return deployment == Deployment.PRODUCTION && finding.isRefused();
  }
}
