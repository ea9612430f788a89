package dev.millrace.engines;

import java.util.List;

/**
 * How JVMs run that share two processors with each other and with PostgreSQL; by measurement, and
 * the page on speed says what else was tried. Api, worker and Kafka take the same.
 */
public final class JvmFlags {
  /**
   * The serial collector is as fast as G1 and leaves a quarter of the memory free. Small inlined
   * trees leave the optimising compiler a third of its work: full speed comes after half a minute
   * instead of two, for a tenth more processor time in steady state. What lives is some 35 MB, so
   * the heap begins small (else it begins with a 64th of the machine's memory) and what is young is
   * collected often; and what the compiler's native memory no longer holds goes back every minute.
   */
  public static final List<String> FRUGAL =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:MaxInlineLevel=6",
          "-XX:InlineSmallCode=500",
          "-XX:FreqInlineSize=150",
          "-Xms64m",
          "-Xmn40m",
          "-XX:SurvivorRatio=4",
          "-XX:TrimNativeHeapInterval=60000");

  private JvmFlags() {}
}
