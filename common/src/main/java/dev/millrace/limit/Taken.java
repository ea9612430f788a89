package dev.millrace.limit;

import java.util.List;

/** What came of asking for a call. */
public sealed interface Taken {
  /**
   * It may be made.
   *
   * @param levels how the limits stand with it
   */
  record Granted(List<Level> levels) implements Taken {
    public Granted {
      levels = List.copyOf(levels);
    }
  }

  /**
   * It may not, and nothing was taken for it.
   *
   * @param by the limit that stands longest in its way
   * @param levels how the limits stand
   */
  record Refused(Level by, List<Level> levels) implements Taken {
    public Refused {
      levels = List.copyOf(levels);
    }
  }
}
