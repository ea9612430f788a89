package dev.millrace.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;

/** Bytes that an output carries as text: {@code data:image/png;base64,…}. */
public final class DataUrl {
  private static final String SCHEME = "data:";
  private static final String CODE = ";base64,";
  private static final int LONGEST_HEAD = 200;

  private DataUrl() {}

  public static boolean is(JsonNode value) {
    return value.isTextual() && value.textValue().startsWith(SCHEME) && begin(value) > 0;
  }

  /** Whether this value is one, or has one right in it. */
  public static boolean isIn(JsonNode value) {
    if (is(value)) {
      return true;
    }
    for (var inner : value) {
      if (is(inner)) {
        return true;
      }
    }
    return false;
  }

  /** Its bytes; none when they are no base64. */
  public static byte[] bytes(JsonNode value) {
    try {
      return Base64.getMimeDecoder().decode(value.textValue().substring(begin(value)));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** Where the bytes begin; 0 when there are none. */
  private static int begin(JsonNode value) {
    int code = value.textValue().indexOf(CODE);
    return code < 0 || code > LONGEST_HEAD ? 0 : code + CODE.length();
  }
}
