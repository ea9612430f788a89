package dev.millrace.model;

import dev.millrace.fault.ValidationError;
import java.util.List;

/** Says why a document is no schema that values can be held against. */
public final class InvalidSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ValidationError> errors;

  InvalidSchemaException(List<ValidationError> errors) {
    super(errors.getFirst().message());
    this.errors = List.copyOf(errors);
  }

  static InvalidSchemaException at(List<String> path, String message, String code) {
    var pointer = path.isEmpty() ? "" : "/" + String.join("/", path);
    return new InvalidSchemaException(List.of(new ValidationError(path, pointer, message, code)));
  }

  /** What is wrong and where in the document; never empty. */
  public List<ValidationError> errors() {
    return errors;
  }
}
