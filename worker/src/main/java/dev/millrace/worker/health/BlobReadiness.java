package dev.millrace.worker.health;

import dev.millrace.blob.BlobStore;
import dev.millrace.health.EngineAnswer;
import dev.millrace.health.HealthConfig;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the blob store answers within a bound. Only workers ask: the api signs URLs without it,
 * and must not be taken away with it.
 */
@Readiness
@ApplicationScoped
class BlobReadiness implements AsyncHealthCheck {
  private final BlobStore blobs;
  private final HealthConfig config;

  BlobReadiness(BlobStore blobs, HealthConfig config) {
    this.blobs = blobs;
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return EngineAnswer.of("s3", blobs.reach(), config.answerWithin());
  }
}
