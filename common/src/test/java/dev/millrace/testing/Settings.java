package dev.millrace.testing;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings read as an application reads them, without the application. */
public final class Settings {
  private Settings() {}

  /** The mapping over these values and its own defaults. */
  public static <T> T of(Class<T> mapping, Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withDefaultValues(values)
        .withMapping(mapping)
        .build()
        .getConfigMapping(mapping);
  }
}
