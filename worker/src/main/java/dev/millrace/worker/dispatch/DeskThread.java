package dev.millrace.worker.dispatch;

import java.time.Duration;

/** The one thread that owns the desk's state. */
interface DeskThread {
  void execute(Runnable step);

  /** Runs a step after a while; at once when the while is over already. */
  void after(Duration delay, Runnable step);
}
