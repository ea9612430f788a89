package dev.millrace.fault;

import java.util.List;

/**
 * One field that does not fit a schema, in the shape that goes out under {@code
 * details.validationErrors}.
 *
 * @param path the field's steps from the top, such as {@code ["images", "0", "url"]}
 * @param instancePath the same as a JSON pointer, {@code /images/0/url}
 * @param message what is wrong, for people
 * @param code the schema keyword that refused it, such as {@code required}
 */
public record ValidationError(List<String> path, String instancePath, String message, String code) {
  public ValidationError {
    path = List.copyOf(path);
  }
}
