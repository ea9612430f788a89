package dev.millrace.bench;

import java.time.Duration;

/**
 * A load of echo requests.
 *
 * @param requests how many
 * @param connections submits under way at once
 * @param patience how long all of it may take
 */
public record EchoLoad(int requests, int connections, Duration patience) {
  public EchoLoad {
    if (requests < 1 || connections < 1) {
      throw new IllegalArgumentException("a load needs at least one request and one connection");
    }
  }
}
