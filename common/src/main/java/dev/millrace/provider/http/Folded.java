package dev.millrace.provider.http;

import java.util.Locale;

/**
 * A text as it reads once all wrapping is taken off: percent signs, escapes of JSON and of HTML
 * decoded (also twice over), quotes, spaces, line breaks and invisible characters left out, the two
 * alphabets of base64 made one, all in lower case. Each character knows which piece of the text it
 * was, so that what is found here can be cut out there.
 */
final class Folded {
  /** What wraps a wrapped text again is decoded so often; more is nobody's accident. */
  private static final int PASSES = 3;

  private final char[] chars;
  private final int[] from;
  private final int[] to;
  private int length;

  private Folded(String text) {
    chars = text.toCharArray();
    length = chars.length;
    from = new int[length];
    to = new int[length];
    for (int i = 0; i < length; i++) {
      from[i] = i;
      to[i] = i + 1;
    }
  }

  static Folded of(String text) {
    var folded = new Folded(text);
    for (int pass = 0; pass < PASSES && folded.decode(); pass++) {
      // what was decoded may have been wrapped twice
    }
    folded.strip();
    return folded;
  }

  String text() {
    return new String(chars, 0, length);
  }

  /** Where in the text the character at {@code index} begins. */
  int from(int index) {
    return from[index];
  }

  /** Where in the text the character at {@code index} ends. */
  int to(int index) {
    return to[index];
  }

  /** Whether there was anything to decode. */
  private boolean decode() {
    int kept = 0;
    boolean found = false;
    for (int i = 0; i < length; ) {
      int taken = escapeAt(i);
      found |= taken > 0;
      int end = taken > 0 ? i + taken : i + 1;
      chars[kept] = taken > 0 ? decoded(i, end) : chars[i];
      from[kept] = from[i];
      to[kept++] = to[end - 1];
      i = end;
    }
    length = kept;
    return found;
  }

  /** How many characters the escape takes that begins here; 0 when none does. */
  private int escapeAt(int i) {
    return switch (chars[i]) {
      case '%' -> isHex(i + 1, 2) ? 3 : 0;
      case '\\' -> {
        if (i + 1 < length && chars[i + 1] == 'u' && isHex(i + 2, 4)) {
          yield 6;
        }
        if (i + 1 < length && chars[i + 1] == 'x' && isHex(i + 2, 2)) {
          yield 4;
        }
        yield i + 1 < length && "nrt".indexOf(chars[i + 1]) >= 0 ? 2 : 0;
      }
      case '&' -> entityAt(i);
      default -> 0;
    };
  }

  /** Numbers only, and the one name that stands for what begins them. */
  private int entityAt(int i) {
    int end = i + 1;
    while (end < length && end < i + 9 && chars[end] != ';') {
      end++;
    }
    if (end >= length || chars[end] != ';') {
      return 0;
    }
    return codeOf(new String(chars, i + 1, end - i - 1)) >= 0 ? end + 1 - i : 0;
  }

  private char decoded(int begin, int end) {
    return switch (chars[begin]) {
      case '%' -> (char) Integer.parseInt(new String(chars, begin + 1, 2), 16);
      case '\\' ->
          end == begin + 2
              ? ' '
              : (char) Integer.parseInt(new String(chars, begin + 2, end - begin - 2), 16);
      default -> (char) codeOf(new String(chars, begin + 1, end - begin - 2));
    };
  }

  private static int codeOf(String entity) {
    if (entity.equals("amp")) {
      return '&';
    }
    try {
      if (entity.startsWith("#x") || entity.startsWith("#X")) {
        return asCharacter(Integer.parseInt(entity.substring(2), 16));
      }
      return entity.startsWith("#") ? asCharacter(Integer.parseInt(entity.substring(1))) : -1;
    } catch (NumberFormatException noEntity) {
      return -1;
    }
  }

  private static int asCharacter(int code) {
    return code <= Character.MAX_VALUE ? code : -1;
  }

  private boolean isHex(int begin, int digits) {
    if (begin + digits > length) {
      return false;
    }
    for (int i = begin; i < begin + digits; i++) {
      if (Character.digit(chars[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private void strip() {
    int kept = 0;
    for (int i = 0; i < length; i++) {
      if (!isWrapping(chars[i])) {
        chars[kept] = plain(chars[i]);
        from[kept] = from[i];
        to[kept++] = to[i];
      }
    }
    length = kept;
  }

  private static boolean isWrapping(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || "\\\"'`=".indexOf(c) >= 0;
  }

  private static char plain(char c) {
    return switch (c) {
      case '-' -> '+';
      case '_' -> '/';
      default -> String.valueOf(c).toLowerCase(Locale.ROOT).charAt(0);
    };
  }
}
