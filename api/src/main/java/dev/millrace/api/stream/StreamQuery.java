package dev.millrace.api.stream;

import dev.millrace.api.http.fault.Refusal;
import dev.millrace.event.EventPosition;
import dev.millrace.model.ModelName;
import dev.millrace.queue.RequestNews.Choice;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a caller asks of the account's stream. Pure.
 *
 * @param start where it begins
 * @param payloads whether inputs and outputs are wanted
 */
record StreamQuery(Choice choice, Start start, boolean payloads) {
  private static final int MOST_IDS = 100;
  private static final int MOST_MODELS = 20;

  /** Where a stream begins. */
  sealed interface Start {
    /** With a snapshot. */
    record Fresh() implements Start {}

    /** With what was announced since. */
    record After(EventPosition position) implements Start {}

    /** With a snapshot, and word that something may have been missed. */
    record Unknown() implements Start {}
  }

  /**
   * Reads query and headers; fails with MALFORMED. A {@code Last-Event-ID}, which browsers send by
   * themselves, is younger than an {@code after} in the URL, and never refused.
   */
  static StreamQuery of(MultiMap query, String lastEventId) {
    var choice =
        new Choice(
            each(query, "request_id", MOST_IDS, RequestId::parse),
            each(query, "model", MOST_MODELS, ModelName::parse),
            each(query, "status", RequestStatus.values().length, StreamQuery::status));
    var after = Optional.ofNullable(query.get("after")).map(StreamQuery::position);
    return new StreamQuery(
        choice, start(Optional.ofNullable(lastEventId), after), payloads(query.get("payloads")));
  }

  private static Start start(Optional<String> lastEventId, Optional<EventPosition> after) {
    if (lastEventId.filter(id -> !id.isEmpty()).isPresent()) {
      return EventPosition.parse(lastEventId.get())
          .<Start>map(Start.After::new)
          .orElseGet(Start.Unknown::new);
    }
    return after.<Start>map(Start.After::new).orElseGet(Start.Fresh::new);
  }

  private static EventPosition position(String after) {
    return EventPosition.parse(after)
        .orElseThrow(() -> Refusal.ofParameter("after", "is not an id that this stream gave out"));
  }

  private static boolean payloads(String word) {
    return switch (word) {
      case null -> true;
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw Refusal.ofParameter("payloads", "is neither true nor false");
    };
  }

  private static Optional<RequestStatus> status(String word) {
    return Arrays.stream(RequestStatus.values())
        .filter(status -> status.name().equals(word))
        .findFirst();
  }

  private static <T> Set<T> each(
      MultiMap query, String name, int most, Function<String, Optional<T>> parse) {
    List<String> given = query.getAll(name);
    if (given.size() > most) {
      throw Refusal.ofParameter(name, "may stand here %d times at the most".formatted(most));
    }
    var all = new HashSet<T>();
    for (var text : given) {
      all.add(
          parse
              .apply(text)
              .orElseThrow(() -> Refusal.ofParameter(name, "has a value that is none")));
    }
    return all;
  }
}
