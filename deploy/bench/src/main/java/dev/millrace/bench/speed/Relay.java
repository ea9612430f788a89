package dev.millrace.bench.speed;

import dev.millrace.bench.contest.ProcessorTime;
import dev.millrace.bench.wrk.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * What a frame costs the api that relays it.
 *
 * @param chat with an answer of very many frames
 * @param connections over which such chats run at once
 * @param api its process
 */
record Relay(ChatReader reader, Load chat, int connections, long api) {
  private static final double NANOS_A_SECOND = 1e9;

  /**
   * One round.
   *
   * @param micros processor time of the api for each frame, in microseconds, with everything that
   *     it did meanwhile
   * @param rate frames a second
   */
  record Cost(double micros, double rate) {}

  /**
   * For so long, and to the end of the chats that are under way by then.
   *
   * @throws ExecutionException when a chat was refused or broke off
   */
  Cost round(Duration lasting)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    double before = ProcessorTime.micros(api);
    long begun = System.nanoTime();
    long frames = reader.relay(chat, connections, lasting);
    double rate = frames * NANOS_A_SECOND / (System.nanoTime() - begun);
    return new Cost((ProcessorTime.micros(api) - before) / frames, rate);
  }
}
