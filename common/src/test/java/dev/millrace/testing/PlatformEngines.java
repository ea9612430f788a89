package dev.millrace.testing;

import dev.millrace.engines.Engines;
import dev.millrace.s3.S3ForTests;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL, Kafka and S3 for the tests of an application: started with the first of them, once a
 * JVM, and gone with the JVM. Applications with a profile of their own have class loaders of their
 * own; they find by the system properties what runs already.
 */
public class PlatformEngines implements QuarkusTestResourceLifecycleManager {
  private static final String PREFIX = "engines-of-tests.";

  @Override
  public Map<String, String> start() {
    var running = running();
    if (!running.isEmpty()) {
      return running;
    }
    var started = started();
    started.forEach((name, value) -> System.setProperty(PREFIX + name, value));
    return started;
  }

  /** What those that run here already are told applications by; empty before they run. */
  public static Optional<String> setting(String name) {
    return Optional.ofNullable(System.getProperty(PREFIX + name));
  }

  private static Map<String, String> running() {
    var running = new HashMap<String, String>();
    for (var name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        running.put(name.substring(PREFIX.length()), System.getProperty(name));
      }
    }
    return running;
  }

  private static Map<String, String> started() {
    var engines = Engines.forTests();
    var postgres = engines.postgres();
    var settings = new HashMap<>(S3ForTests.settings());
    settings.put("millrace.postgres.url", postgres.url());
    settings.put("millrace.postgres.username", postgres.user());
    settings.put("millrace.postgres.password", postgres.password());
    settings.put("kafka.bootstrap.servers", engines.kafka().bootstrapServers());
    return settings;
  }

  /** They serve the next test too. */
  @Override
  public void stop() {}
}
