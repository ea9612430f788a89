package dev.millrace.dialect.picture;

import dev.millrace.dialect.Fields.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be drawn. The values know the caller's fields.
 *
 * @param prompt in words
 * @param count how many; one when the caller does not say
 * @param size such as {@code 1024x1024}, or {@code auto}
 * @param proportion such as {@code 16:9}
 * @param delivery how the caller wants them; empty when it does not say
 * @param options what else it says, such as {@code quality}
 * @param user the caller's own name for its user; a model that has no place for it is not told
 */
public record PictureRequest(
    Value prompt,
    Optional<Value> count,
    Optional<Value> size,
    Optional<Value> proportion,
    Optional<Delivery> delivery,
    Map<String, Value> options,
    Optional<String> user) {
  public PictureRequest {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options)); // in the caller's order
  }
}
