package dev.millrace.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/**
 * The connection settings that every Kafka client of ours starts from: everything under {@code
 * kafka.}, as Quarkus gathers it, whether it comes as a property or as {@code KAFKA_…} in the
 * environment.
 */
@ApplicationScoped
public class KafkaSettings {
  private final Map<String, Object> gathered;

  KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> gathered) {
    this.gathered = gathered;
  }

  /** A copy that the caller may add to; names are the Kafka client's own. */
  public Map<String, Object> connection() {
    return new HashMap<>(gathered);
  }
}
