package dev.millrace.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fault.ValidationError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what an input names when it comes in. A text counts as a whole: a URL in the middle of a
 * sentence is a part of the sentence.
 */
public final class InputReader {
  private static final String BASE64 = ";base64,";
  private static final byte[] HINT = BASE64.getBytes(StandardCharsets.UTF_8);

  private InputReader() {}

  /**
   * Looks through an input that is valid, where its bytes give reason to: most inputs name nothing,
   * and cost no more than a look at their bytes.
   *
   * @param raw what the input was read from
   * @param schema the model's input schema
   * @param publicUrl as for {@link #takeFiles}
   * @return as {@link #takeFiles}
   */
  public static List<NamedFile> read(
      byte[] raw, ObjectNode input, JsonNode schema, Optional<String> publicUrl) {
    if (mayHoldBase64(raw)) {
      checkDataUris(input, schema);
    }
    return FileUrl.mayBeIn(raw) ? takeFiles(input, publicUrl) : List.of();
  }

  /**
   * Puts the stored form in the place of each URL of a file of ours, and tells where those stand.
   *
   * @param publicUrl where the caller reaches us, without a slash at its end; empty for an input
   *     that was stored before
   */
  static List<NamedFile> takeFiles(ObjectNode input, Optional<String> publicUrl) {
    var named = new ArrayList<NamedFile>();
    Texts.change(
        input,
        (steps, text) ->
            FileUrl.read(text, publicUrl)
                .map(
                    url -> {
                      named.add(new NamedFile(url, List.copyOf(steps)));
                      return url.stored();
                    })
                .orElse(text));
    return named;
  }

  /**
   * Refuses {@code data:} URIs whose base64 is none, in fields whose schema says that they are
   * URIs. Any other field may hold what it likes.
   *
   * @param schema the model's input schema
   */
  static void checkDataUris(ObjectNode input, JsonNode schema) {
    var fields = uriFields(schema);
    var errors = new ArrayList<ValidationError>();
    Texts.change(
        input,
        (steps, text) -> {
          var field = steps.stream().filter(step -> !isIndex(step)).reduce((one, next) -> next);
          if (field.filter(fields::contains).isPresent() && isBrokenBase64(text)) {
            var path = List.copyOf(steps);
            errors.add(
                new ValidationError(
                    path, Texts.pointer(path), "is a data: URI whose base64 is broken", "format"));
          }
          return text;
        });
    if (!errors.isEmpty()) {
      throw new FaultException(
          Fault.invalid(
              FaultCode.INVALID_INPUT,
              "the input's field at %s is a data: URI whose base64 is broken"
                  .formatted(errors.getFirst().instancePath()),
              errors));
    }
  }

  private static boolean mayHoldBase64(byte[] raw) {
    for (int at = 0; at + HINT.length <= raw.length; at++) {
      if (raw[at] == HINT[0] && Arrays.equals(raw, at, at + HINT.length, HINT, 0, HINT.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIndex(String step) {
    return !step.isEmpty() && step.chars().allMatch(Character::isDigit);
  }

  /** The names of properties that say {@code format: uri} of themselves or of their items. */
  private static Set<String> uriFields(JsonNode schema) {
    var fields = new HashSet<String>();
    collect(schema, fields);
    return fields;
  }

  private static void collect(JsonNode schema, Set<String> fields) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              if (isUri(property.getValue()) || isUri(property.getValue().path("items"))) {
                fields.add(property.getKey());
              }
            });
    schema.forEach(inner -> collect(inner, fields));
  }

  private static boolean isUri(JsonNode schema) {
    return schema.path("format").asText().startsWith("uri");
  }

  private static boolean isBrokenBase64(String text) {
    if (!text.startsWith("data:")) {
      return false;
    }
    int comma = text.indexOf(',');
    int begin = comma - BASE64.length() + 1;
    if (begin < 0 || !text.startsWith(BASE64, begin)) {
      return false; // its bytes are written in another way
    }
    int padding = text.length();
    while (padding > comma + 1 && text.charAt(padding - 1) == '=') {
      padding--;
    }
    int digits = padding - comma - 1;
    return text.length() - padding > 2 || digits % 4 == 1 || !isBase64(text, comma + 1, padding);
  }

  private static boolean isBase64(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      boolean fits =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '+'
              || c == '/';
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
