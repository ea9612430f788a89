package dev.millrace.api.stream;

import java.util.HexFormat;

/**
 * JSON for event streams: one line, ASCII only. Some clients decode each chunk of bytes by itself,
 * and so tear a character apart that spans two chunks. Pure.
 */
final class AsciiJson {
  private static final HexFormat HEX = HexFormat.of();

  private AsciiJson() {}

  /**
   * @param json valid JSON: beyond ASCII only within strings, line breaks only between tokens
   */
  static String of(String json) {
    int plain = 0;
    while (plain < json.length() && isPlain(json.charAt(plain))) {
      plain++;
    }
    if (plain == json.length()) {
      return json;
    }
    var ascii = new StringBuilder(json.length() + 64).append(json, 0, plain);
    for (int i = plain; i < json.length(); i++) {
      append(json.charAt(i), ascii);
    }
    return ascii.toString();
  }

  private static void append(char c, StringBuilder ascii) {
    if (isPlain(c)) {
      ascii.append(c);
    } else if (c < 0x20) {
      ascii.append(' ');
    } else {
      ascii.append("\\u").append(HEX.toHexDigits(c));
    }
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7f;
  }
}
