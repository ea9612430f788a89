package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import dev.millrace.queue.RequestNews;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Standing;
import dev.millrace.request.RequestId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
  private static final int CHUNK = 5_000;
  private static final int MOST_IN_A_ROUND = 2_000;

  /** A round looks back this far behind the last one that worked. */
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final Hub hub;
  private final RequestNews news;
  private final RequestQueue queue;
  private final EventLog log;
  private final StreamMetrics metrics;
  private final Vertx vertx;
  private final InstantSource clock;
  private final Duration every;
  private final Map<RequestId, Suspect> suspects = new ConcurrentHashMap<>();
  private volatile Instant lastGood;
  private volatile boolean stopped;

  Healer(
      Hub hub,
      RequestNews news,
      RequestQueue queue,
      EventLog log,
      StreamMetrics metrics,
      Vertx vertx,
      InstantSource clock,
      StreamConfig config) {
    this.hub = hub;
    this.news = news;
    this.queue = queue;
    this.log = log;
    this.metrics = metrics;
    this.vertx = vertx;
    this.clock = clock;
    this.every = config.healEvery();
    this.lastGood = clock.instant();
  }

  /**
   * A transition that was not heard of.
   *
   * @param topic by whom: what a topic that began later has not heard of says nothing
   */
  private record Suspect(Topic topic, RequestNews.Moved moved) {}

  void onStart(@Observes StartupEvent start) {
    again();
  }

  void onStop(@Observes ShutdownEvent stop) {
    stopped = true;
  }

  private void again() {
    if (!stopped) {
      vertx.setTimer(every.toMillis(), timer -> go());
    }
  }

  private void go() {
    Uni.createFrom()
        .deferred(this::round)
        .subscribe()
        .with(
            done -> again(),
            failure -> {
              LOG.warnf("lost announcements are looked for again in %s: %s", every, failure);
              again();
            });
  }

  /** What a reader missed while it was away; the next round announces it if nobody else does. */
  void suspect(Topic topic, RequestNews.Moved moved) {
    suspects.put(moved.request(), new Suspect(topic, moved));
  }

  private Uni<Void> round() {
    var begin = clock.instant();
    var topics = hub.topics();
    if (topics.isEmpty()) {
      suspects.clear();
      lastGood = begin;
      return Uni.createFrom().voidItem();
    }
    var earlier = Map.copyOf(suspects);
    return unheard(List.copyOf(topics))
        .chain(found -> heal(found, earlier))
        .invoke(() -> lastGood = begin);
  }

  /** What moved without being heard of, by request. */
  private Uni<Map<RequestId, Suspect>> unheard(List<Topic> topics) {
    var byAccount = new HashMap<AccountId, Topic>();
    topics.forEach(topic -> byAccount.put(topic.account(), topic));
    return Multi.createBy()
        .concatenating()
        .streams(movedPast(topics), movedSince(topics))
        .map(moved -> new Suspect(byAccount.get(moved.account()), moved))
        .filter(this::isUnheard)
        .select()
        .first(MOST_IN_A_ROUND)
        .collect()
        .in(HashMap::new, (found, suspect) -> found.put(suspect.moved().request(), suspect));
  }

  private boolean isUnheard(Suspect suspect) {
    var moved = suspect.moved();
    return hub.isFollowed(suspect.topic())
        && !hub.hasHeardOf(suspect.topic(), moved.request(), moved.sequence());
  }

  /** Requests known to be in flight that have gone on. */
  private Multi<RequestNews.Moved> movedPast(List<Topic> topics) {
    var accounts = new HashMap<RequestId, AccountId>();
    var known = new ArrayList<Map.Entry<RequestId, Integer>>();
    for (var topic : topics) {
      for (var entry : hub.inFlight(topic).entrySet()) {
        known.add(entry);
        accounts.put(entry.getKey(), topic.account());
      }
    }
    return chunks(known)
        .onItem()
        .transformToUniAndConcatenate(
            chunk -> {
              var heard = new HashMap<RequestId, Integer>();
              chunk.forEach(entry -> heard.put(entry.getKey(), entry.getValue()));
              return news.movedPast(heard);
            })
        .onItem()
        .transformToIterable(Map::entrySet)
        .map(
            entry ->
                new RequestNews.Moved(
                    accounts.get(entry.getKey()), entry.getKey(), entry.getValue()));
  }

  /** Requests that moved lately, known here or not. */
  private Multi<RequestNews.Moved> movedSince(List<Topic> topics) {
    var floor = lastGood.minus(OVERLAP);
    var since = new ArrayList<Map.Entry<AccountId, Instant>>();
    for (var topic : topics) {
      var from = topic.since().isAfter(floor) ? topic.since() : floor;
      since.add(Map.entry(topic.account(), from));
    }
    return chunks(since)
        .onItem()
        .transformToUniAndConcatenate(
            chunk -> {
              var followed = new HashMap<AccountId, Instant>();
              chunk.forEach(entry -> followed.put(entry.getKey(), entry.getValue()));
              return news.movedSince(followed);
            })
        .onItem()
        .disjoint();
  }

  private static <T> Multi<List<T>> chunks(List<T> all) {
    var chunks = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
    }
    return Multi.createFrom().iterable(chunks);
  }

  private Uni<Void> heal(Map<RequestId, Suspect> found, Map<RequestId, Suspect> earlier) {
    var lost = new HashMap<>(earlier);
    lost.values().removeIf(suspect -> !isUnheard(suspect));
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
