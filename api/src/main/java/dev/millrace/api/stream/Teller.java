package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.event.EventTail;
import dev.millrace.event.LoggedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Passes what the tail of the event log reads on to those who follow the account here. */
@ApplicationScoped
class Teller implements EventTail.Listener {
  private static final int AFTER_TOPICS_ARE_MADE = 5000;

  /** Events whose payloads are in memory at once. */
  private static final int CHUNK = 100;

  private final EventTail tail;
  private final Topics topics;
  private final UpdateMaker updates;

  Teller(EventTail tail, Topics topics, UpdateMaker updates) {
    this.tail = tail;
    this.topics = topics;
    this.updates = updates;
  }

  void onStart(@Observes @Priority(AFTER_TOPICS_ARE_MADE) StartupEvent start) {
    tail.start(this);
  }

  @Override
  public void reading(int partition, long next) {
    topics.partition(partition).moveTo(next);
  }

  @Override
  public boolean follows(AccountId account) {
    return topics.isFollowed(account);
  }

  @Override
  public boolean followsAny() {
    return topics.areAnyFollowed();
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
      topics.with(
          update.event().account(), topic -> topic.subscriptions().forEach(to -> to.tell(update)));
    }
  }

  /** Takes note of all; answers those that some reader here wants. */
  private List<LoggedEvent> hear(List<LoggedEvent> events) {
    var news = new ArrayList<LoggedEvent>();
    var over = new ArrayList<Wait>();
    for (var logged : events) {
      topics.with(
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
    var wanted = new AtomicBoolean();
    topics.with(account, topic -> wanted.set(topic.wantsPayloads()));
    return wanted.get();
  }

  /** Something may have been missed: readers come back and resume, and whoever waits looks. */
  @Override
  public void lost(int partition) {
    for (var topic : topics.all()) {
      if (topic.partition().number() == partition) {
        List<Wait> over;
        synchronized (topic.partition()) {
          topic.subscriptions().forEach(reader -> reader.outlet().cut());
          over = topic.lose();
        }
        over.forEach(wait -> wait.wake().run());
      }
    }
  }
}
