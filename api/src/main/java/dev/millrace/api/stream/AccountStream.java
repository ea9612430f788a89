package dev.millrace.api.stream;

import dev.millrace.event.EventHistory;
import dev.millrace.event.EventPosition;
import dev.millrace.event.LoggedEvent;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/** The begin of one account's stream: a snapshot or a replay, up to where the hub takes over. */
final class AccountStream {
  private static final Duration READ_WITHIN = Duration.ofSeconds(30);
  private static final int MOST_REMEMBERED = 10_000;
  private static final int CHUNK = 100;
  private static final String GAP =
      "{\"type\":\"gap\",\"reason\":\"the events since this id are not kept any more, or it is none"
          + " of this stream's; a snapshot follows\"}";

  private final Sources sources;
  private final UpdateMaker updates;
  private final StreamCallers.Reader reader;
  private final StreamQuery query;
  private final Topic topic;
  private final Subscription subscription;
  private final Outlet outlet;

  AccountStream(
      Sources sources,
      UpdateMaker updates,
      StreamCallers.Reader reader,
      StreamQuery query,
      Topic topic,
      Subscription subscription) {
    this.sources = sources;
    this.updates = updates;
    this.reader = reader;
    this.query = query;
    this.topic = topic;
    this.subscription = subscription;
    this.outlet = subscription.outlet();
  }

  /** Blocks until the hub has taken over, or the reader is gone. */
  void begin() throws InterruptedException {
    switch (query.start()) {
      case StreamQuery.Start.Fresh fresh -> withSnapshot(false);
      case StreamQuery.Start.Unknown unknown -> withSnapshot(true);
      case StreamQuery.Start.After after -> resume(after.position());
    }
  }

  /** Joins first and looks afterwards: what happens in between is told twice, and dropped once. */
  private void withSnapshot(boolean afterGap) throws InterruptedException {
    var joined = sources.hub().joinHeld(topic, subscription);
    var snapshot = sources.snapshots().of(reader, query.choice(), subscription.baseUrl());
    sources.hub().knowInFlight(topic, snapshot.inFlight());
    outlet.open();
    var first = Buffer.buffer();
    if (afterGap) {
      first.appendBuffer(Sse.event("gap", GAP));
    }
    first.appendBuffer(Sse.event("snapshot", joined, snapshot.json()));
    if (outlet.put(first, READ_WITHIN)) {
      sources.hub().release(topic, subscription, snapshot.told());
    } else {
      outlet.cut();
    }
  }

  private void resume(EventPosition from) throws InterruptedException {
    try (var place = sources.places().take()) {
      var kept = sources.history().replay(reader.account(), from);
      if (kept.isPresent()) {
        try (var replay = kept.get()) {
          replay(replay, from.offset());
        }
        return;
      }
    }
    withSnapshot(true);
  }

  private void replay(EventHistory.Replay replay, long from) throws InterruptedException {
    var heard = new Heard(MOST_REMEMBERED);
    outlet.open();
    long next = from;
    while (!sources.hub().joinAt(topic, subscription, next, heard.all())) {
      var page = replay.next();
      if (!tell(news(page.events(), heard))) {
        outlet.cut();
        return;
      }
      next = page.next();
    }
    sources.hub().knowInFlight(topic, sources.snapshots().inFlight(reader));
    if (replay.since().isPresent()) {
      sources.missed().since(topic, replay.since().get(), heard);
    }
  }

  private static List<LoggedEvent> news(List<LoggedEvent> events, Heard heard) {
    return events.stream()
        .filter(logged -> heard.isNews(logged.event().request(), logged.event().sequence()))
        .toList();
  }

  /** A page at a time: the reader takes one before the next is read. */
  private boolean tell(List<LoggedEvent> events) throws InterruptedException {
    var wanted = events.stream().filter(each -> subscription.wants(each.event())).toList();
    for (int from = 0; from < wanted.size(); from += CHUNK) {
      var chunk = wanted.subList(from, Math.min(wanted.size(), from + CHUNK));
      var frames = Buffer.buffer();
      for (var update : updates.of(chunk, account -> subscription.baseUrl().isPresent())) {
        frames.appendBuffer(update.frame(subscription.baseUrl()));
      }
      if (!outlet.put(frames, READ_WITHIN)) {
        return false;
      }
    }
    return !outlet.isClosed();
  }
}
