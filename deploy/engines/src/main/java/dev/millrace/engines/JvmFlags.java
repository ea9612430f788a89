package dev.millrace.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * How JVMs run that share two processors with each other and with PostgreSQL. The files of options
 * say why; images start their processes with the same files.
 */
public final class JvmFlags {
  /** The first JDK that knows this option; older ones refuse it. */
  private static final int ASKS_FOR_UNSAFE = 23;

  private static final String UNSAFE = "--sun-misc-unsafe-memory-access";

  /** Of the api. */
  public static final List<String> API = of("small.options");

  /** Of the worker, and of the engines that run on a JVM. */
  public static final List<String> FRUGAL =
      Stream.concat(API.stream(), of("small-trees.options").stream()).toList();

  private JvmFlags() {}

  /** The options in one of the files, but for those that this JDK does not know. */
  static List<String> of(String file) {
    try (var in = JvmFlags.class.getResourceAsStream("/jvm/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("-"))
          .filter(JvmFlags::isKnown)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the JVM options in " + file, e);
    }
  }

  private static boolean isKnown(String option) {
    return !option.startsWith(UNSAFE) || Runtime.version().feature() >= ASKS_FOR_UNSAFE;
  }
}
