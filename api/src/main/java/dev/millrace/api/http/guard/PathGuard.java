package dev.millrace.api.http.guard;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import java.util.Optional;

/**
 * Refuses raw paths that two readers could read in two ways: dot segments, slashes and backslashes
 * in disguise, control characters, path parameters. Whoever checks a path and whoever serves it
 * must see the same one. Pure.
 */
public final class PathGuard {
  private static final Optional<Fault> FINE = Optional.empty();

  private PathGuard() {}

  public static Optional<Fault> refuse(String rawPath) {
    int segment = 0;
    boolean dotsOnly = true;
    for (int i = 0; i < rawPath.length(); ) {
      int c = decoded(rawPath, i);
      if (isForbidden(c) || c == '/' && rawPath.charAt(i) == '%') {
        return refused(rawPath, i);
      }
      if (c == '/') {
        if (isDotSegment(segment, dotsOnly)) {
          return refused(rawPath, i);
        }
        segment = 0;
        dotsOnly = true;
      } else {
        segment++;
        dotsOnly &= c == '.';
      }
      i += rawPath.charAt(i) == '%' ? 3 : 1;
    }
    return isDotSegment(segment, dotsOnly) ? refused(rawPath, rawPath.length()) : FINE;
  }

  /** One or two dots, written plainly or not. */
  private static boolean isDotSegment(int length, boolean dotsOnly) {
    return dotsOnly && (length == 1 || length == 2);
  }

  private static boolean isForbidden(int c) {
    return c < 0x20 || c == 0x7f || c == '\\' || c == ';';
  }

  /** The character at {@code at} with its percent-encoding taken off; -1 when that is broken. */
  private static int decoded(String path, int at) {
    char c = path.charAt(at);
    if (c != '%') {
      return c;
    }
    if (at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static Optional<Fault> refused(String path, int at) {
    return Optional.of(
        Fault.of(
            FaultCode.PATH_INVALID,
            "the path holds a dot segment, an encoded slash, a backslash, a semicolon or a control"
                + " character near position %d of %d; no path of ours does"
                    .formatted(at, path.length())));
  }
}
