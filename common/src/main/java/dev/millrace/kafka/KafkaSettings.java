package dev.millrace.kafka;

import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** The connection settings that every Kafka client of ours starts from. */
@ApplicationScoped
public class KafkaSettings {
  private static final String PREFIX = "kafka.";

  private final Config config;

  KafkaSettings(Config config) {
    this.config = config;
  }

  /** Everything under {@code kafka.}, without that prefix. */
  public Map<String, Object> connection() {
    var settings = new HashMap<String, Object>();
    var names = config.unwrap(SmallRyeConfig.class).getPropertyNames();
    for (var name : names) {
      if (name.startsWith(PREFIX)) {
        config
            .getOptionalValue(name, String.class)
            .ifPresent(value -> settings.put(name.substring(PREFIX.length()), value));
      }
    }
    config
        .getOptionalValue("kafka.bootstrap.servers", String.class)
        .ifPresent(servers -> settings.put("bootstrap.servers", servers));
    return settings;
  }
}
