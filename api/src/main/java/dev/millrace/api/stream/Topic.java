package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All who follow one account at this process, and what they have heard of. Guarded by the lock of
 * {@link #partition}.
 */
final class Topic {
  private static final int MOST_HEARD = 10_000;
  private static final int MOST_IN_FLIGHT = 5_000;

  private final AccountId account;
  private final Partition partition;
  private final Instant since;
  private final List<Subscription> subscriptions = new ArrayList<>(1);
  private final Map<RequestId, List<Wait>> waits = new HashMap<>();
  private final Heard heard = new Heard(MOST_HEARD);
  private final Heard inFlight = new Heard(MOST_IN_FLIGHT);
  private long losses;

  Topic(AccountId account, Partition partition, Instant since) {
    this.account = account;
    this.partition = partition;
    this.since = since;
  }

  AccountId account() {
    return account;
  }

  Partition partition() {
    return partition;
  }

  /** From when on every transition is heard of here, if it was announced. */
  Instant since() {
    return since;
  }

  List<Subscription> subscriptions() {
    return subscriptions;
  }

  /** What was heard of since {@link #since}. */
  Heard heard() {
    return heard;
  }

  /** Requests that have not ended, with their last transition known of by any way. */
  Heard inFlight() {
    return inFlight;
  }

  /**
   * Takes note of a transition; those whose wait is over are added to {@code over}.
   *
   * @return whether it is news
   */
  boolean hear(RequestEvent event, List<Wait> over) {
    boolean isTerminal = event.status().isTerminal();
    if (!heard.isNews(event.request(), isTerminal ? Heard.END : event.sequence())) {
      return false;
    }
    if (isTerminal) {
      inFlight.forget(event.request());
    } else {
      inFlight.isNews(event.request(), event.sequence());
    }
    var waiting = waits.get(event.request());
    if (waiting != null) {
      for (var wait : List.copyOf(waiting)) {
        if (wait.isOver(event.sequence(), isTerminal)) {
          over.add(wait);
          remove(wait);
        }
      }
    }
    return true;
  }

  /** Takes note that a request stands so, unless something was known of it. */
  void knowInFlight(RequestId request, int sequence) {
    if (!inFlight.knows(request)) {
      inFlight.isNews(request, sequence);
    }
  }

  void add(Wait wait) {
    waits.computeIfAbsent(wait.request(), request -> new ArrayList<>(1)).add(wait);
  }

  void remove(Wait wait) {
    var waiting = waits.get(wait.request());
    if (waiting != null && waiting.removeIf(other -> other == wait) && waiting.isEmpty()) {
      waits.remove(wait.request());
    }
  }

  /** Whether what it waits for was heard of. */
  boolean isOver(Wait wait) {
    return heard.hasHeardOf(wait.request(), wait.untilTerminal() ? Heard.END : wait.sequence() + 1);
  }

  /** How often something may have been missed. */
  long losses() {
    return losses;
  }

  /** Something may have been missed, so every wait ends. */
  List<Wait> lose() {
    losses++;
    var all = waits.values().stream().flatMap(List::stream).toList();
    waits.clear();
    return all;
  }

  /** Whether anybody here is shown payloads. */
  boolean wantsPayloads() {
    return subscriptions.stream().anyMatch(each -> each.baseUrl().isPresent());
  }

  boolean wants(RequestEvent event) {
    return subscriptions.stream().anyMatch(each -> each.wants(event));
  }
}
