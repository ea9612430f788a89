package dev.millrace.configuration;

import dev.millrace.fault.ValidationError;
import java.util.List;

/**
 * What is wrong with a value.
 *
 * @param code the schema keyword that says so, such as {@code maximum}
 * @param text goes on from the field's name: {@code must be at most 2}
 */
record Complaint(String code, String text) {
  private static final String SETTINGS = "settings";

  /** About a setting, by the name that its owner wrote. */
  ValidationError of(String setting) {
    return new ValidationError(
        List.of(SETTINGS, setting),
        "/%s/%s".formatted(SETTINGS, setting.replace("~", "~0").replace("/", "~1")),
        text,
        code);
  }
}
