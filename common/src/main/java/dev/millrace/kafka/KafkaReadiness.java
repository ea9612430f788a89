package dev.millrace.kafka;

import dev.millrace.health.EngineAnswer;
import dev.millrace.health.HealthConfig;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether Kafka answers within a bound. */
@Readiness
@ApplicationScoped
public class KafkaReadiness implements AsyncHealthCheck {
  private final Admin admin;
  private final HealthConfig config;

  KafkaReadiness(KafkaSettings settings, HealthConfig config) {
    this.admin = Admin.create(settings.connection());
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    var bound = Math.toIntExact(config.answerWithin().toMillis());
    var question =
        Uni.createFrom()
            .completionStage(
                () ->
                    admin
                        .describeCluster(new DescribeClusterOptions().timeoutMs(bound))
                        .clusterId()
                        .toCompletionStage());
    return EngineAnswer.of("kafka", question, config.answerWithin());
  }

  @PreDestroy
  void close() {
    admin.close(config.answerWithin());
  }
}
