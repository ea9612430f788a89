package dev.millrace.api.stream;

import dev.millrace.event.RequestEvent;
import dev.millrace.queue.RequestNews.Choice;
import dev.millrace.request.RequestId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one reader is told: the updates that it asked for, each once, from where its snapshot or its
 * replay ended. Guarded by the lock of its account's partition.
 */
final class Subscription {
  /** Tells the reader that it was too slow. */
  static final String TOO_SLOW =
      "{\"type\":\"dropped\",\"reason\":\"too slow: more updates wait for this reader than are"
          + " kept; come back with the last id\"}";

  private final Outlet outlet;
  private final Predicate<RequestEvent> wanted;
  private final Optional<String> baseUrl;
  private final int mostHeld;
  private Map<RequestId, Integer> known = Map.of();
  private List<Update> held;
  private long from;
  private boolean closed;

  /**
   * @param wanted which updates the reader asked for
   * @param baseUrl what file URLs begin with; empty leaves the payloads out
   * @param mostHeld updates that may wait for the snapshot
   */
  Subscription(
      Outlet outlet, Predicate<RequestEvent> wanted, Optional<String> baseUrl, int mostHeld) {
    this.outlet = outlet;
    this.wanted = wanted;
    this.baseUrl = baseUrl;
    this.mostHeld = mostHeld;
  }

  /** What a choice means for updates. */
  static Predicate<RequestEvent> wanting(Choice choice) {
    return event ->
        (choice.ids().isEmpty() || choice.ids().contains(event.request()))
            && (choice.models().isEmpty() || choice.models().contains(event.model()))
            && (choice.statuses().isEmpty() || choice.statuses().contains(event.status()));
  }

  Outlet outlet() {
    return outlet;
  }

  Optional<String> baseUrl() {
    return baseUrl;
  }

  boolean wants(RequestEvent event) {
    return wanted.test(event);
  }

  /** Updates from {@code position} on are for this reader, but wait until it is released. */
  void beginHeld(long position) {
    from = position;
    held = new ArrayList<>();
  }

  /** Updates from {@code position} on are for this reader, unless it knows of them. */
  void begin(long position, Map<RequestId, Integer> replayed) {
    from = position;
    known = new HashMap<>(replayed);
  }

  /** Passes on what waited, but for what the snapshot told. */
  void release(Map<RequestId, Integer> told) {
    known = new HashMap<>(told);
    var waited = held;
    held = null;
    waited.forEach(this::pass);
  }

  void tell(Update update) {
    if (closed || update.offset() < from || !wants(update.event())) {
      return;
    }
    if (held == null) {
      pass(update);
    } else if (held.size() < mostHeld) {
      held.add(update);
    } else {
      drop();
    }
  }

  private void pass(Update update) {
    if (isKnown(update.event())) {
      return;
    }
    if (!outlet.offer(update.frame(baseUrl))) {
      drop();
    }
  }

  /**
   * What the snapshot or the replay told is told once; from the next transition on, all is news.
   */
  private boolean isKnown(RequestEvent event) {
    var told = known.get(event.request());
    if (told == null) {
      return false;
    }
    if (told >= event.sequence()) {
      return true;
    }
    known.remove(event.request());
    return false;
  }

  private void drop() {
    closed = true;
    outlet.dismiss(Sse.event("dropped", TOO_SLOW));
  }

  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}
