package dev.millrace.api.relay;

import dev.millrace.api.http.fault.Refusal;
import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * What a caller says of a small file beside its bytes, in the query or in the fields of a form.
 *
 * @param name empty: not said
 * @param sha256 empty: not said
 */
record FileTerms(Optional<String> name, boolean isPublic, Optional<String> sha256) {
  static FileTerms in(MultiMap fields) {
    return new FileTerms(text(fields, "name"), isPublic(fields), text(fields, "sha256"));
  }

  private static boolean isPublic(MultiMap fields) {
    return text(fields, "public")
        .map(
            text ->
                switch (text) {
                  case "true", "1" -> true;
                  case "false", "0" -> false;
                  default -> throw Refusal.ofParameter("public", "must be true or false");
                })
        .orElse(false);
  }

  private static Optional<String> text(MultiMap fields, String name) {
    return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
  }
}
