package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.event.EventPosition;
import dev.millrace.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Where those who follow an account at this process join, and leave.
 *
 * <p>A follower joins at the place where the tail reads on. The tail moves that place before it
 * asks which accounts are followed, and tells afterwards; so whoever joins hears of everything from
 * there on, whenever he joins, and of nothing before.
 */
@ApplicationScoped
class Hub {
  private final Topics topics;

  Hub(Topics topics) {
    this.topics = topics;
  }

  /** Begins to follow an account; ends with {@link #leave}. */
  Topic follow(AccountId account) {
    return topics.follow(account);
  }

  void leave(Topic topic) {
    topics.leave(topic);
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

  /**
   * Adds a wait of one who has followed the topic for a while.
   *
   * @param losses how often something was missed before he followed it
   * @return false when it is over: what it waits for was heard of meanwhile, or may have been
   *     missed
   */
  boolean add(Topic topic, Wait wait, long losses) {
    synchronized (topic.partition()) {
      if (topic.losses() != losses || topic.isOver(wait)) {
        return false;
      }
      topic.add(wait);
      topic.knowInFlight(wait.request(), wait.sequence());
      return true;
    }
  }

  long losses(Topic topic) {
    synchronized (topic.partition()) {
      return topic.losses();
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
    return topics.isFollowed(topic);
  }
}
