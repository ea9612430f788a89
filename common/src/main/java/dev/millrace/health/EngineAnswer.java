package dev.millrace.health;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Turns whether an engine answers into a readiness answer that names no host and no user. */
public final class EngineAnswer {
  private EngineAnswer() {}

  /**
   * Up when {@code question} is answered in time; otherwise down, with the cause in the log alone.
   */
  public static Uni<HealthCheckResponse> of(String name, Uni<?> question, Duration within) {
    return question
        .replaceWith(() -> HealthCheckResponse.up(name))
        .ifNoItem()
        .after(within)
        .fail()
        .onFailure()
        .recoverWithItem(cause -> down(name, cause));
  }

  private static HealthCheckResponse down(String name, Throwable cause) {
    Log.warnf("%s does not answer; this node is not ready: %s", name, cause);
    return HealthCheckResponse.named(name)
        .down()
        .withData("advice", name + " does not answer; the log has the cause")
        .build();
  }
}
