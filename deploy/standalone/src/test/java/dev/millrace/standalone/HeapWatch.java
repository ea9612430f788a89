package dev.millrace.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Reads a process's figures again and again until it is closed, and keeps the largest heap. */
final class HeapWatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;
  private static final Pattern USED = figure("jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*\\}");
  private static final Pattern MOST = figure("jvm_memory_max_bytes\\{[^}]*area=\"heap\"[^}]*\\}");
  private static final Pattern DIRECT =
      figure("jvm_buffer_memory_used_bytes\\{[^}]*id=\"direct\"[^}]*\\}");

  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch over = new CountDownLatch(1);
  private final URI figures;
  private final Thread watcher;
  private volatile long most;
  private volatile long mostDirect;
  private volatile long limit;
  private volatile int looks;

  HeapWatch(String url) {
    this.figures = URI.create(url + "/q/metrics");
    this.watcher = Thread.startVirtualThread(this::watch);
  }

  private static Pattern figure(String series) {
    return Pattern.compile("^" + series + " (\\S+)$", Pattern.MULTILINE);
  }

  /** Bytes of the heap in use, at the worst look. */
  long most() {
    return most;
  }

  /** Bytes that the heap may have, as the process says. */
  long limit() {
    return limit;
  }

  private void watch() {
    try {
      do {
        look();
      } while (!over.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A look that fails is missed: a busy process may answer late. */
  private void look() throws InterruptedException {
    try {
      var text =
          http.send(
                  HttpRequest.newBuilder(figures).timeout(Duration.ofSeconds(5)).build(),
                  BodyHandlers.ofString())
              .body();
      most = Math.max(most, sum(USED, text));
      mostDirect = Math.max(mostDirect, sum(DIRECT, text));
      limit = Math.max(limit, sum(MOST, text));
      looks++;
    } catch (IOException e) {
      System.out.println("the heap was not seen: " + e);
    }
  }

  /** Of pools without a bound the figure is -1. */
  private static long sum(Pattern series, String text) {
    return series
        .matcher(text)
        .results()
        .mapToLong(found -> Math.max(0, (long) Double.parseDouble(found.group(1))))
        .sum();
  }

  @Override
  public void close() throws InterruptedException {
    over.countDown();
    watcher.join();
    http.close();
  }

  @Override
  public String toString() {
    return "heap %d MiB of %d at most, direct buffers %d MiB, seen %d times"
        .formatted(most >> 20, limit >> 20, mostDirect >> 20, looks);
  }
}
