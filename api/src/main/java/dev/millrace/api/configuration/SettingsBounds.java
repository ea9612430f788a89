package dev.millrace.api.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.fault.Refusal;

/** How large settings may be, and what a database can keep of them. Pure. */
final class SettingsBounds {
  private static final String FIELD = "settings";
  private static final int MOST = 64;
  private static final int LONGEST = 16_384;

  /** Decimal digits before the point, or behind it, that a number may have. */
  private static final int FARTHEST_DIGIT = 300;

  private SettingsBounds() {}

  /** Fails with a fault of INVALID_INPUT that names the field. */
  static ObjectNode checked(ObjectNode settings) {
    if (settings.size() > MOST) {
      throw Refusal.of(FIELD, "maxProperties", "must hold at most %d settings".formatted(MOST));
    }
    check(settings);
    if (settings.toString().length() > LONGEST) {
      throw Refusal.of(
          FIELD, "maxLength", "must have at most %d characters of JSON".formatted(LONGEST));
    }
    return settings;
  }

  private static void check(JsonNode value) {
    if (value.isTextual()) {
      check(value.textValue());
    } else if (value.isNumber() && isFar(value)) {
      throw Refusal.of(FIELD, "maximum", "must not hold numbers of so many digits");
    } else if (value instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(SettingsBounds::check);
      object.forEach(SettingsBounds::check);
    } else {
      value.forEach(SettingsBounds::check);
    }
  }

  private static void check(String text) {
    if (text.indexOf('\0') >= 0) {
      throw Refusal.of(FIELD, "pattern", "must not hold NUL characters");
    }
  }

  private static boolean isFar(JsonNode number) {
    var exact = number.decimalValue();
    return Math.abs((long) exact.precision() - exact.scale()) > FARTHEST_DIGIT
        || Math.abs((long) exact.scale()) > FARTHEST_DIGIT;
  }
}
