package dev.millrace.bench.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How long processors have worked for a process and all that it started, as Linux counts it. A
 * child that has ended counts in what its parent says of its children.
 */
public final class ProcessorTime {
  /** A hundred ticks a second. */
  private static final double MICROS_A_TICK = 1e4;

  private static final int TRIES = 5;

  /** In {@code /proc/<pid>/stat}, counted from the first field after the name. */
  private static final int USER = 11;

  /** Those behind it: in the kernel, and both of children that have ended. */
  private static final int LAST = 14;

  private ProcessorTime() {}

  /**
   * In microseconds, to the next ten thousand, since the process began.
   *
   * <p>While the family is counted a child may end, and would be missed or counted twice; so it is
   * counted again until nobody came or went meanwhile.
   *
   * @throws IOException when there is no such process
   */
  public static double micros(long pid) throws IOException {
    var family = family(pid);
    long ticks = ticks(pid, family);
    for (int i = 1; i < TRIES; i++) {
      var present = family(pid);
      if (present.equals(family)) {
        break;
      }
      family = present;
      ticks = ticks(pid, family);
    }
    return ticks * MICROS_A_TICK;
  }

  /** All descendants that live. */
  private static Set<Long> family(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long ticks(long pid, Set<Long> family) throws IOException {
    return ticks(stat(pid)) + family.stream().mapToLong(ProcessorTime::ticksOfChild).sum();
  }

  private static long ticksOfChild(long pid) {
    try {
      return ticks(stat(pid));
    } catch (IOException e) {
      return 0; // it has ended; the next look at the family finds that out
    }
  }

  private static String stat(long pid) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
  }

  /** Of the process and its children that have ended. Its name may hold blanks and parentheses. */
  static long ticks(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    long sum = 0;
    for (int i = USER; i <= LAST; i++) {
      sum += Long.parseLong(fields[i]);
    }
    return sum;
  }
}
