package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Timings;
import dev.millrace.bench.wrk.Load;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Times the first frame of streamed chats that take turns: one straight at the upstream, then one
 * through each gateway, again and again. So what disturbs one disturbs the others too.
 *
 * @param chats the call of each, by who is called
 */
record FirstTokens(ChatReader reader, Map<String, Load> chats) {
  FirstTokens {
    chats = new LinkedHashMap<>(chats);
  }

  /**
   * For so long, one chat at a time.
   *
   * @return the median of each, in microseconds, by who is called
   * @throws ExecutionException when a chat was refused or broke off
   */
  Map<String, Long> round(Duration lasting)
      throws InterruptedException, ExecutionException, TimeoutException {
    var timings = new LinkedHashMap<String, Timings>();
    chats.keySet().forEach(who -> timings.put(who, new Timings()));
    long deadline = System.nanoTime() + lasting.toNanos();
    while (System.nanoTime() < deadline) {
      for (var chat : chats.entrySet()) {
        timings.get(chat.getKey()).addNanos(reader.read(chat.getValue()).first());
      }
    }
    return timings.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, taken -> taken.getValue().latencies().p50()));
  }
}
