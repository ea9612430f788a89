package dev.millrace.worker.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether webhooks are read. A worker that does not must be restarted. */
@Liveness
@ApplicationScoped
class WebhookHealth implements HealthCheck {
  private final Webhooks webhooks;

  WebhookHealth(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("webhooks").status(!webhooks.hasFailed()).build();
  }
}
