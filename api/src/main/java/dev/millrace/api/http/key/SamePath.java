package dev.millrace.api.http.key;

/**
 * One spelling for all paths that the router takes for the same: letters, digits and {@code -._~}
 * that were percent-encoded without need are decoded, slashes that follow each other are one, and
 * one at the end is none. Pure.
 */
final class SamePath {
  private SamePath() {}

  static String of(String path) {
    return isPlain(path) ? path : respelt(path);
  }

  private static boolean isPlain(String path) {
    return path.indexOf('%') < 0 && !path.contains("//") && !path.endsWith("/");
  }

  private static String respelt(String path) {
    var same = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); ) {
      int plain = unreserved(path, i);
      if (plain >= 0) {
        same.append((char) plain);
        i += 3;
      } else {
        append(same, path.charAt(i));
        i++;
      }
    }
    int end = same.length();
    return same.substring(0, end > 1 && same.charAt(end - 1) == '/' ? end - 1 : end);
  }

  private static void append(StringBuilder same, char next) {
    if (next != '/' || same.isEmpty() || same.charAt(same.length() - 1) != '/') {
      same.append(next);
    }
  }

  /** The character that is encoded here though it need not be; -1 when there is none. */
  private static int unreserved(String path, int at) {
    if (path.charAt(at) != '%' || at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    int decoded = high < 0 || low < 0 ? -1 : high << 4 | low;
    boolean isUnreserved =
        decoded >= 'a' && decoded <= 'z'
            || decoded >= 'A' && decoded <= 'Z'
            || decoded >= '0' && decoded <= '9'
            || decoded == '-'
            || decoded == '.'
            || decoded == '_'
            || decoded == '~';
    return isUnreserved ? decoded : -1;
  }
}
