package dev.millrace.api.files.shelf;

import dev.millrace.api.http.fault.Refusal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag to be made. */
@Schema(name = "TagBody")
record TagBody(
    @Schema(
            required = true,
            minLength = 1,
            maxLength = 64,
            description = "capitals do not tell tags apart")
        String name) {
  private static final int LONGEST = 64;

  String checkedName() {
    return checked(name);
  }

  /** Without blanks around it. */
  static String checked(String name) {
    if (name == null) {
      throw Refusal.of("name", "required", "is required");
    }
    var shown = name.strip();
    if (shown.isEmpty() || shown.codePointCount(0, shown.length()) > LONGEST) {
      throw Refusal.of("name", "maxLength", "must be 1 to %d characters".formatted(LONGEST));
    }
    if (shown.codePoints().anyMatch(TagBody::isUnfit)) {
      throw Refusal.of("name", "pattern", "must not hold control characters");
    }
    return shown;
  }

  /** What cannot be seen, cannot be told apart, or cannot be stored. */
  private static boolean isUnfit(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
