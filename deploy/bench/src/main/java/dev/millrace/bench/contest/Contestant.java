package dev.millrace.bench.contest;

import dev.millrace.bench.wrk.Load;
import java.util.List;

/** A service that takes requests over HTTP and runs them later. */
public interface Contestant {
  /** Whose submits take turns: one account alone would wait for its own lock everywhere. */
  int ACCOUNTS = 100;

  /** As tables have it. */
  String name();

  /** Returns when it serves. */
  void start() throws Exception;

  void stop();

  /** A submit of an echo, with its key. */
  Load submit();

  /** How many requests have completed and were charged, since it was made. */
  long completed() throws Exception;

  /** What its requests cost it, where that is asked. For one that has started. */
  default List<Gauge> gauges() {
    return List.of();
  }

  /** Whether it takes a minute under load until its rates grow no more, as a JVM does. */
  default boolean isCompiledAsItRuns() {
    return false;
  }
}
