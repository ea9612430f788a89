package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.event.EventPosition;
import dev.millrace.event.EventTail;
import dev.millrace.event.LoggedEvent;
import dev.millrace.request.RequestId;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * Passes what the tail of the event log reads on to those who follow the account at this process.
 *
 * <p>A follower joins at the place where the tail reads on. The tail moves that place before it
 * asks which accounts are followed, and tells afterwards; so whoever joins hears of everything from
 * there on, whenever he joins, and of nothing before.
 */
@ApplicationScoped
class Hub implements EventTail.Listener {
  private static final int AFTER_TOPICS_ARE_MADE = 5000;

  /** Events whose payloads are in memory at once. */
  private static final int CHUNK = 100;

  private record Followed(Topic topic, int followers) {}

  private final EventTail tail;
  private final UpdateMaker updates;
  private final InstantSource clock;
  private final ConcurrentMap<Integer, Partition> partitions = new ConcurrentHashMap<>();
  private final ConcurrentMap<AccountId, Followed> followed = new ConcurrentHashMap<>();

  Hub(EventTail tail, UpdateMaker updates, InstantSource clock) {
    this.tail = tail;
    this.updates = updates;
    this.clock = clock;
  }

  void onStart(@Observes @Priority(AFTER_TOPICS_ARE_MADE) StartupEvent start) {
    tail.start(this);
  }

  /** Begins to follow an account; ends with {@link #leave}. */
  Topic follow(AccountId account) {
    return followed
        .compute(
            account,
            (id, before) ->
                before == null
                    ? new Followed(newTopic(account), 1)
                    : new Followed(before.topic(), before.followers() + 1))
        .topic();
  }

  private Topic newTopic(AccountId account) {
    return new Topic(account, partition(tail.partitionOf(account)), clock.instant());
  }

  void leave(Topic topic) {
    followed.computeIfPresent(
        topic.account(),
        (id, before) ->
            before.followers() == 1 ? null : new Followed(before.topic(), before.followers() - 1));
  }

  /** Adds a reader whose updates wait for its snapshot; answers where it joined. */
  EventPosition joinHeld(Topic topic, Subscription reader) {
    synchronized (topic.partition()) {
      long next = topic.partition().next();
      reader.beginHeld(next);
      if (!reader.isClosed()) {
        topic.subscriptions().add(reader);
      }
      return new EventPosition(topic.partition().number(), next);
    }
  }

  /** Passes on what waited, but for what the snapshot told, and goes on from there. */
  void release(Topic topic, Subscription reader, Map<RequestId, Integer> told) {
    synchronized (topic.partition()) {
      reader.release(told);
    }
  }

  /**
   * Adds a reader that has read the log up to {@code next} by itself.
   *
   * @return false when the tail has gone further: the reader has to read on
   */
  boolean joinAt(Topic topic, Subscription reader, long next, Map<RequestId, Integer> replayed) {
    synchronized (topic.partition()) {
      if (next < topic.partition().next()) {
        return false;
      }
      reader.begin(next, replayed);
      if (!reader.isClosed()) {
        topic.subscriptions().add(reader);
      }
      return true;
    }
  }

  void part(Topic topic, Subscription reader) {
    synchronized (topic.partition()) {
      reader.close();
      topic.subscriptions().remove(reader);
    }
  }

  void add(Topic topic, Wait wait) {
    synchronized (topic.partition()) {
      topic.add(wait);
    }
  }

  void remove(Topic topic, Wait wait) {
    synchronized (topic.partition()) {
      topic.remove(wait);
    }
  }

  /** Takes note of requests in flight that nobody has announced lately. */
  void knowInFlight(Topic topic, Map<RequestId, Integer> requests) {
    synchronized (topic.partition()) {
      requests.forEach(topic::knowInFlight);
    }
  }

  boolean hasHeardOf(Topic topic, RequestId request, int sequence) {
    synchronized (topic.partition()) {
      return topic.heard().hasHeardOf(request, sequence);
    }
  }

  Map<RequestId, Integer> inFlight(Topic topic) {
    synchronized (topic.partition()) {
      return topic.inFlight().all();
    }
  }

  /** False once its last follower has left, even if others follow the account by now. */
  boolean isFollowed(Topic topic) {
    var found = followed.get(topic.account());
    return found != null && found.topic() == topic;
  }

  Collection<Topic> topics() {
    return followed.values().stream().map(Followed::topic).toList();
  }

  @Override
  public void reading(int partition, long next) {
    partition(partition).moveTo(next);
  }

  @Override
  public boolean follows(AccountId account) {
    return followed.containsKey(account);
  }

  @Override
  public void read(List<LoggedEvent> events) {
    for (int from = 0; from < events.size(); from += CHUNK) {
      tell(events.subList(from, Math.min(events.size(), from + CHUNK)));
    }
  }

  /** Whoever waits is woken first: it needs nothing but to know. */
  private void tell(List<LoggedEvent> events) {
    var news = hear(events);
    if (news.isEmpty()) {
      return;
    }
    for (var update : updates.of(news, this::isShownPayloads)) {
      topicOf(
          update.event().account(), topic -> topic.subscriptions().forEach(to -> to.tell(update)));
    }
  }

  /** Takes note of all; answers those that some reader here wants. */
  private List<LoggedEvent> hear(List<LoggedEvent> events) {
    var news = new ArrayList<LoggedEvent>();
    var over = new ArrayList<Wait>();
    for (var logged : events) {
      topicOf(
          logged.event().account(),
          topic -> {
            if (topic.hear(logged.event(), over) && topic.wants(logged.event())) {
              news.add(logged);
            }
          });
    }
    over.forEach(wait -> wait.wake().run());
    return news;
  }

  private boolean isShownPayloads(AccountId account) {
    var found = followed.get(account);
    if (found == null) {
      return false;
    }
    synchronized (found.topic().partition()) {
      return found.topic().wantsPayloads();
    }
  }

  private void topicOf(AccountId account, Consumer<Topic> task) {
    var found = followed.get(account);
    if (found != null) {
      synchronized (found.topic().partition()) {
        task.accept(found.topic());
      }
    }
  }

  @Override
  public void lost(int partition) {
    for (var topic : topics()) {
      if (topic.partition().number() == partition) {
        List<Wait> over;
        synchronized (topic.partition()) {
          topic.subscriptions().forEach(reader -> reader.outlet().cut());
          over = topic.removeAllWaits();
        }
        over.forEach(wait -> wait.wake().run());
      }
    }
  }

  private Partition partition(int number) {
    return partitions.computeIfAbsent(number, Partition::new);
  }
}
