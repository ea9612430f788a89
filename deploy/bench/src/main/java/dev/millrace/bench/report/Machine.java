package dev.millrace.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * On what was measured.
 *
 * @param memoryMib of the machine, or of the container that the bench runs in
 * @param versions of what is measured, by name, where known
 */
public record Machine(int processors, long memoryMib, Map<String, String> versions) {
  private static final int MIB = 1 << 20;

  public Machine {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /** This one. */
  public static Machine here() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() / MIB,
        Versions.known());
  }

  /** In one line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%d processors, %,d MiB of memory; %s",
        processors,
        memoryMib,
        versions.entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .collect(Collectors.joining(", ")));
  }
}
