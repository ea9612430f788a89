package dev.millrace.event;

import java.util.Optional;

/**
 * A place between two events of the log: everything before it has been read, {@code offset} is read
 * next. As text, {@code <partition>-<offset>}, it is the id that followers of events resume from.
 */
public record EventPosition(int partition, long offset) {
  private static final int LONGEST = 26;
  private static final int LONGEST_PARTITION = 5;
  private static final int LONGEST_OFFSET = 19;

  /** Reads the text form; empty when the text is not exactly one that {@link #toString} writes. */
  public static Optional<EventPosition> parse(String text) {
    int dash = text.length() > LONGEST ? -1 : text.indexOf('-');
    if (dash < 0
        || !isNumber(text, 0, dash, LONGEST_PARTITION)
        || !isNumber(text, dash + 1, text.length(), LONGEST_OFFSET)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EventPosition(
              Integer.parseInt(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1))));
    } catch (NumberFormatException e) {
      return Optional.empty(); // nineteen digits may be more than a long holds
    }
  }

  /** ASCII digits only, and no zeros in front: one position has one text. */
  private static boolean isNumber(String text, int from, int to, int longest) {
    int length = to - from;
    if (length < 1 || length > longest || length > 1 && text.charAt(from) == '0') {
      return false;
    }
    return text.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
