package dev.millrace.api.stream;

import dev.millrace.queue.RequestNews;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Finds what a reader missed that no log tells: transitions written down while it was away, and
 * never announced.
 */
@ApplicationScoped
class Missed {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RequestNews news;
  private final Healer healer;

  Missed(RequestNews news, Healer healer) {
    this.news = news;
    this.healer = healer;
  }

  /**
   * Suspects whatever moved since then and was not replayed. Blocks.
   *
   * @param replayed what the log told since then
   */
  void since(Topic topic, Instant then, Heard replayed) {
    news.movedSince(Map.of(topic.account(), then)).await().atMost(PATIENCE).stream()
        .filter(moved -> !replayed.hasHeardOf(moved.request(), moved.sequence()))
        .forEach(moved -> healer.suspect(topic, moved));
  }
}
