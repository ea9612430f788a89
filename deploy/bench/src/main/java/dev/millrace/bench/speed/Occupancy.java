package dev.millrace.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What processes occupy of the machine's memory, as Linux counts it: of a page that several share,
 * each has its part.
 *
 * @param kib of each, with all that it started
 */
record Occupancy(Map<String, Long> kib) {
  private static final Pattern PSS = Pattern.compile("^Pss:\\s+(\\d+) kB$", Pattern.MULTILINE);

  /**
   * As it is now.
   *
   * @throws IOException when a process that runs cannot be looked at
   */
  static Occupancy of(Map<String, Long> pids) throws IOException {
    var kib = new LinkedHashMap<String, Long>();
    for (var process : pids.entrySet()) {
      kib.put(process.getKey(), kibOfFamily(process.getValue()));
    }
    return new Occupancy(kib);
  }

  /** In megabytes, all together. */
  double megabytes() {
    return megabytes(kib.values().stream().mapToLong(Long::longValue).sum());
  }

  /** In megabytes. */
  double megabytes(String process) {
    return megabytes(kib.get(process));
  }

  private static double megabytes(long kib) {
    return kib * 1.024 / 1_000;
  }

  private static long kibOfFamily(long pid) throws IOException {
    long sum = 0;
    for (var member : family(pid)) {
      sum += kibOf(member);
    }
    return sum;
  }

  private static List<ProcessHandle> family(long pid) throws IOException {
    var head =
        ProcessHandle.of(pid).orElseThrow(() -> new IOException("there is no process " + pid));
    return Stream.concat(Stream.of(head), head.descendants()).toList();
  }

  /** One that has ended meanwhile occupies nothing. */
  private static long kibOf(ProcessHandle process) throws IOException {
    try {
      return pss(Files.readString(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup")));
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
      return 0;
    }
  }

  /** Of a {@code smaps_rollup}, in KiB. */
  static long pss(String rollup) {
    var found = PSS.matcher(rollup);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}
