package dev.millrace.engines;

import java.util.List;
import java.util.stream.Stream;

/**
 * How JVMs run that share two processors with each other and with PostgreSQL; by measurement, and
 * the page on speed says what else was tried.
 */
public final class JvmFlags {
  /** The first that knows the option of {@link #UNSAFE}; older ones refuse it. */
  private static final int ASKS_FOR_UNSAFE = 23;

  /**
   * The serial collector is as fast as G1 and leaves a quarter of the memory free. What lives is
   * some 35 MB, so the heap begins small (else it begins with a 64th of the machine's memory) and
   * what is young is collected often; and what the compiler's native memory no longer holds goes
   * back every minute.
   */
  private static final List<String> MEMORY =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms64m",
          "-Xmn40m",
          "-XX:SurvivorRatio=4",
          "-XX:TrimNativeHeapInterval=60000");

  /** Netty reads and writes memory by it; each time the JVM asks whether that is to be told. */
  private static final List<String> UNSAFE =
      Runtime.version().feature() < ASKS_FOR_UNSAFE
          ? List.of()
          : List.of("--sun-misc-unsafe-memory-access=allow");

  /**
   * Small inlined trees leave the optimising compiler a third of its work: full speed comes after
   * half a minute instead of two, for a tenth more processor time in steady state.
   */
  private static final List<String> SMALL_TREES =
      List.of("-XX:MaxInlineLevel=6", "-XX:InlineSmallCode=500", "-XX:FreqInlineSize=150");

  /** Of the api, whose calls of models pass so many layers that small trees cost them a quarter. */
  public static final List<String> API = all(MEMORY, UNSAFE);

  /** Of the worker, and of the engines that run on a JVM. */
  public static final List<String> FRUGAL = all(MEMORY, UNSAFE, SMALL_TREES);

  private JvmFlags() {}

  @SafeVarargs
  private static List<String> all(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }
}
