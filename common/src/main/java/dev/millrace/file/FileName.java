package dev.millrace.file;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * What a file is called. A caller's name is made safe once, where it comes in, and is shown as it
 * is from then on; it never becomes part of a key or a path, and is escaped wherever it goes.
 */
public final class FileName {
  /** What a file is called that came without a name, or with one of which nothing is left. */
  public static final String NAMELESS = "file";

  /** What file systems take at most, in bytes of UTF-8. */
  public static final int MOST_BYTES = 255;

  /** A longer one is no extension but the rest of a sentence. */
  private static final int LONGEST_EXTENSION = 32;

  private FileName() {}

  /**
   * A name without a path, without control characters and without marks that turn the direction of
   * reading (they make {@code gpj.exe} look like {@code exe.jpg}); in Unicode NFC, at most {@link
   * #MOST_BYTES} long, its extension kept; never empty, "." or "..". A safe name is left as it is.
   *
   * @param given anything at all; null counts as empty
   */
  public static String safe(String given) {
    if (given == null) {
      return NAMELESS;
    }
    String shown = Normalizer.normalize(shownOnly(given), Normalizer.Form.NFC);
    String name = cut(lastSegment(shown).strip()).strip();
    return name.isEmpty() || name.equals(".") || name.equals("..") ? NAMELESS : name;
  }

  /** Both kinds of slash: names come from Windows as well. */
  private static String lastSegment(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static String shownOnly(String given) {
    var shown = new StringBuilder(given.length());
    given.codePoints().filter(FileName::isShown).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      // A surrogate without its other half is no character, and cannot be written as UTF-8.
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // Not all of the invisible ones: families of emoji are held together by one of them.
      case Character.FORMAT -> !turnsDirection(point) && point != 0xFEFF;
      default -> true;
    };
  }

  private static boolean turnsDirection(int point) {
    return point == 0x061C
        || point == 0x200E
        || point == 0x200F
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069);
  }

  private static String cut(String name) {
    if (bytes(name) <= MOST_BYTES) {
      return name;
    }
    String extension = extension(name);
    String stem = name.substring(0, name.length() - extension.length());
    return beginning(stem, MOST_BYTES - bytes(extension)) + extension;
  }

  /** With its dot; empty when there is none. */
  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot < 1 ? "" : name.substring(dot);
    return bytes(extension) <= LONGEST_EXTENSION ? extension : "";
  }

  private static String beginning(String text, int atMost) {
    int end = 0;
    int taken = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      taken += bytes(Character.toString(point));
      if (taken > atMost) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
