package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.event.EventTail;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** Which accounts are followed at this process: a topic lives as long as somebody follows it. */
@ApplicationScoped
class Topics {
  private record Followed(Topic topic, int followers) {}

  private final EventTail tail;
  private final InstantSource clock;
  private final ConcurrentMap<Integer, Partition> partitions = new ConcurrentHashMap<>();
  private final ConcurrentMap<AccountId, Followed> followed = new ConcurrentHashMap<>();

  Topics(EventTail tail, InstantSource clock) {
    this.tail = tail;
    this.clock = clock;
  }

  /** Begins to follow an account; ends with {@link #leave}. */
  Topic follow(AccountId account) {
    var now =
        followed.compute(
            account,
            (id, before) ->
                before == null
                    ? new Followed(newTopic(account), 1)
                    : new Followed(before.topic(), before.followers() + 1));
    if (now.followers() == 1) {
      tail.followed();
    }
    return now.topic();
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

  boolean isFollowed(AccountId account) {
    return followed.containsKey(account);
  }

  boolean areAnyFollowed() {
    return !followed.isEmpty();
  }

  /** False once its last follower has left, even if others follow the account by now. */
  boolean isFollowed(Topic topic) {
    var found = followed.get(topic.account());
    return found != null && found.topic() == topic;
  }

  Collection<Topic> all() {
    return followed.values().stream().map(Followed::topic).toList();
  }

  /** Does something with an account's topic, under its lock; nothing when nobody follows it. */
  void with(AccountId account, Consumer<Topic> task) {
    var found = followed.get(account);
    if (found != null) {
      synchronized (found.topic().partition()) {
        task.accept(found.topic());
      }
    }
  }

  Partition partition(int number) {
    return partitions.computeIfAbsent(number, Partition::new);
  }
}
