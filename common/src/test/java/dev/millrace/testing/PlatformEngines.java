package dev.millrace.testing;

import dev.millrace.engines.Engines;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

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
    var s3 = engines.s3();
    return Map.of(
        "millrace.postgres.url", postgres.url(),
        "millrace.postgres.username", postgres.user(),
        "millrace.postgres.password", postgres.password(),
        "kafka.bootstrap.servers", engines.kafka().bootstrapServers(),
        "millrace.s3.endpoint", s3.endpoint(),
        "millrace.s3.access-key", s3.accessKey(),
        "millrace.s3.secret-key", s3.secretKey());
  }

  /** They serve the next test too. */
  @Override
  public void stop() {}
}
