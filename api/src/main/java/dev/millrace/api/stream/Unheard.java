package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.queue.RequestNews;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what moved, by the database, without its followers here having heard of it. */
@ApplicationScoped
class Unheard {
  private static final int CHUNK = 5_000;
  private static final int MOST_IN_A_ROUND = 2_000;

  private final Hub hub;
  private final RequestNews news;

  Unheard(Hub hub, RequestNews news) {
    this.hub = hub;
    this.news = news;
  }

  /**
   * By request. Fails when the database does not answer.
   *
   * @param since how far back requests that nobody here knows of are looked for
   */
  Uni<Map<RequestId, Suspect>> of(List<Topic> topics, Instant since) {
    var byAccount = new HashMap<AccountId, Topic>();
    topics.forEach(topic -> byAccount.put(topic.account(), topic));
    return Multi.createBy()
        .concatenating()
        .streams(movedPast(topics), movedSince(topics, since))
        .map(moved -> new Suspect(byAccount.get(moved.account()), moved))
        .filter(this::isStill)
        .select()
        .first(MOST_IN_A_ROUND)
        .collect()
        .in(HashMap::new, (found, suspect) -> found.put(suspect.moved().request(), suspect));
  }

  /** Whether it has not been heard of meanwhile either, and somebody still cares. */
  boolean isStill(Suspect suspect) {
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
        .transformToUniAndConcatenate(chunk -> news.movedPast(asMap(chunk)))
        .onItem()
        .transformToIterable(Map::entrySet)
        .map(
            entry ->
                new RequestNews.Moved(
                    accounts.get(entry.getKey()), entry.getKey(), entry.getValue()));
  }

  /** Requests that moved lately, known here or not. */
  private Multi<RequestNews.Moved> movedSince(List<Topic> topics, Instant floor) {
    var since = new ArrayList<Map.Entry<AccountId, Instant>>();
    for (var topic : topics) {
      var from = topic.since().isAfter(floor) ? topic.since() : floor;
      since.add(Map.entry(topic.account(), from));
    }
    return chunks(since)
        .onItem()
        .transformToUniAndConcatenate(chunk -> news.movedSince(asMap(chunk)))
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

  private static <K, V> Map<K, V> asMap(List<Map.Entry<K, V>> entries) {
    var map = HashMap.<K, V>newHashMap(entries.size());
    entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    return map;
  }
}
