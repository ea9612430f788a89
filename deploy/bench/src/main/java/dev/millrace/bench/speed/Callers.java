package dev.millrace.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers at once, each on a thread of its own. */
final class Callers {
  private Callers() {}

  /**
   * What each came to, when the last has ended.
   *
   * @throws ExecutionException when one failed; the others went on
   */
  static <T> List<T> run(int many, Callable<T> caller)
      throws InterruptedException, ExecutionException {
    var running = new ArrayList<Future<T>>();
    try (var threads = Executors.newFixedThreadPool(many)) {
      for (int i = 0; i < many; i++) {
        running.add(threads.submit(caller));
      }
    }
    var ended = new ArrayList<T>();
    for (var one : running) {
      ended.add(one.get());
    }
    return ended;
  }
}
