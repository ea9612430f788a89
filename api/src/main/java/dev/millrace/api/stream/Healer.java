package dev.millrace.api.stream;

import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import dev.millrace.queue.RequestNews;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Standing;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Announces again what the database knows and nobody announced: whoever wrote a transition down may
 * have died before it said so.
 *
 * <p>Looks only at what somebody follows here. A transition that was not heard of may be on its
 * way; one that was not heard of in two rounds is not. It is announced through the log, so that
 * every process hears of it, and every replay.
 */
@ApplicationScoped
class Healer {
  private static final Logger LOG = Logger.getLogger(Healer.class);

  /** A round looks back this far behind the last one that worked. */
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final Topics topics;
  private final Unheard unheard;
  private final RequestQueue queue;
  private final EventLog log;
  private final StreamMetrics metrics;
  private final InstantSource clock;
  private final Map<RequestId, Suspect> suspects = new ConcurrentHashMap<>();
  private volatile Instant lastGood;

  Healer(
      Topics topics,
      Unheard unheard,
      RequestQueue queue,
      EventLog log,
      StreamMetrics metrics,
      InstantSource clock) {
    this.topics = topics;
    this.unheard = unheard;
    this.queue = queue;
    this.log = log;
    this.metrics = metrics;
    this.clock = clock;
    this.lastGood = clock.instant();
  }

  /** What a reader missed while it was away; the next round announces it if nobody else does. */
  void suspect(Topic topic, RequestNews.Moved moved) {
    suspects.put(moved.request(), new Suspect(topic, moved));
  }

  /** Looks once. Fails when an engine does not answer; what was suspected then stays so. */
  Uni<Void> round() {
    var begin = clock.instant();
    var followed = List.copyOf(topics.all());
    if (followed.isEmpty()) {
      suspects.clear();
      lastGood = begin;
      return Uni.createFrom().voidItem();
    }
    var earlier = Map.copyOf(suspects);
    return unheard
        .of(followed, lastGood.minus(OVERLAP))
        .chain(found -> heal(found, earlier))
        .invoke(() -> lastGood = begin);
  }

  private Uni<Void> heal(Map<RequestId, Suspect> found, Map<RequestId, Suspect> earlier) {
    var lost = new HashMap<>(earlier);
    lost.values().removeIf(suspect -> !unheard.isStill(suspect));
    suspects.keySet().removeAll(earlier.keySet());
    found.forEach(suspects::putIfAbsent);
    suspects.keySet().removeAll(lost.keySet());
    if (lost.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return queue
        .standingOf(List.copyOf(lost.keySet()), Instant.EPOCH)
        .map(standings -> standings.stream().map(Standing::transition).toList())
        .chain(this::announce)
        .onFailure()
        .invoke(failure -> suspects.putAll(lost));
  }

  private Uni<Void> announce(List<RequestEvent> transitions) {
    return log.announce(transitions)
        .invoke(
            () -> {
              metrics.healed(transitions.size());
              LOG.infof(
                  "announced again: %d transitions that nobody had heard of", transitions.size());
            });
  }
}
