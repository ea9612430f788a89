package dev.millrace.dialect.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.fault.Fault;
import dev.millrace.fault.ValidationError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model's own input, made from what a caller said.
 *
 * @param said the caller's field behind each of the input's fields; what matters most comes first
 */
public record Filled(ObjectNode input, Map<String, String> said) {
  public Filled {
    said = Collections.unmodifiableMap(new LinkedHashMap<>(said)); // in the order of filling
  }

  /**
   * A fault of this input in the caller's words: it never saw the fields that the schema speaks of.
   */
  public Fault blaming(Fault fault) {
    return fault.validationErrors().stream()
        .findFirst()
        .map(error -> blaming(fault, error))
        .orElse(fault);
  }

  private Fault blaming(Fault fault, ValidationError error) {
    var field = fieldAt(error);
    return Fault.of(
            fault.code(), "'%s' does not fit this model: %s".formatted(field, error.message()))
        .with(FieldFault.PARAM, field);
  }

  private String fieldAt(ValidationError error) {
    if (error.path().isEmpty()) {
      return said.values().stream().findFirst().orElse("");
    }
    var place = error.path().getFirst();
    var field = new StringBuilder(said.getOrDefault(place, place));
    for (var step : error.path().subList(1, error.path().size())) {
      boolean isIndex = step.chars().allMatch(Character::isDigit);
      field.append(isIndex ? "[" + step + "]" : "." + step);
    }
    return field.toString();
  }
}
