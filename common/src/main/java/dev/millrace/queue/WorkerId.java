package dev.millrace.queue;

import java.util.UUID;

/** One worker process, from its start to its end; a restarted worker is another one. */
public record WorkerId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
