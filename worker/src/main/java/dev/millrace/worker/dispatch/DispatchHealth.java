package dev.millrace.worker.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether the dispatch loop lives. A worker without it must be restarted. */
@Liveness
@ApplicationScoped
class DispatchHealth implements HealthCheck {
  private final Worker worker;

  DispatchHealth(Worker worker) {
    this.worker = worker;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("dispatch").status(!worker.hasFailed()).build();
  }
}
