package dev.millrace.bench.chaos;

import java.util.Optional;

/**
 * A server-sent event as it came.
 *
 * @param id what to resume from, if it says so
 */
record EventFrame(Optional<String> id, String name, String data) {

  /** Puts lines together to events. Not thread-safe. */
  static final class Reader {
    private Optional<String> id = Optional.empty();
    private String name = "message";
    private final StringBuilder data = new StringBuilder();

    /** The event that ends with this line, if one does. Comments say nothing. */
    Optional<EventFrame> next(String line) {
      if (line.isEmpty()) {
        return end();
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        field(line.substring(0, colon), line.substring(colon + 1).stripLeading());
      }
      return Optional.empty();
    }

    private void field(String field, String value) {
      switch (field) {
        case "id" -> id = Optional.of(value);
        case "event" -> name = value;
        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
        default -> {} // "retry" and whatever may come
      }
    }

    private Optional<EventFrame> end() {
      var frame = new EventFrame(id, name, data.toString());
      id = Optional.empty();
      name = "message";
      data.setLength(0);
      return frame.data().isEmpty() ? Optional.empty() : Optional.of(frame);
    }
  }
}
