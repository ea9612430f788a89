package dev.millrace.s3;

import dev.millrace.engines.Engines;
import dev.millrace.testing.Settings;
import io.quarkus.runtime.StartupEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * The S3 that tests run against: our own engine, or the one that the environment names
 * (MILLRACE_TEST_S3_ENDPOINT and its companions; see {@code docs/guide/object-store.md}).
 */
public final class S3ForTests {
  private static final String NAMED = "MILLRACE_TEST_S3_";

  private static S3Access access;

  private S3ForTests() {}

  /** Where it is, as settings. */
  public static Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    if (System.getenv(NAMED + "ENDPOINT") == null) {
      var s3 = Engines.forTests().s3();
      settings.put("millrace.s3.endpoint", s3.endpoint());
      settings.put("millrace.s3.access-key", s3.accessKey());
      settings.put("millrace.s3.secret-key", s3.secretKey());
      return settings;
    }
    put(settings, "millrace.s3.endpoint", "ENDPOINT");
    put(settings, "millrace.s3.access-key", "ACCESS_KEY");
    put(settings, "millrace.s3.secret-key", "SECRET_KEY");
    put(settings, "millrace.s3.bucket", "BUCKET");
    put(settings, "millrace.s3.region", "REGION");
    put(settings, "millrace.s3.path-style", "PATH_STYLE");
    return settings;
  }

  private static void put(Map<String, String> settings, String setting, String variable) {
    var value = System.getenv(NAMED + variable);
    if (value != null && !value.isEmpty()) {
      settings.put(setting, value);
    }
  }

  static S3Config config() {
    return Settings.of(S3Config.class, settings());
  }

  /** One for all tests, with its bucket made. */
  static synchronized S3Access access() {
    if (access == null) {
      access = new S3Access(config());
      new S3Bucket(config(), access).onStart(new StartupEvent());
    }
    return access;
  }

  public static S3BlobStore store() {
    return new S3BlobStore(access());
  }

  public static S3Streams streams() {
    return new S3Streams(access(), config());
  }

  public static S3Uploads uploads() {
    return new S3Uploads(access());
  }

  public static S3Walk walk() {
    return new S3Walk(access());
  }
}
