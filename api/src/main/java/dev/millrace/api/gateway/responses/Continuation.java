package dev.millrace.api.gateway.responses;

import dev.millrace.api.http.fault.Refusal;
import dev.millrace.background.ResponseEvents;
import io.vertx.core.MultiMap;
import java.util.OptionalInt;

/**
 * How a response is asked for: as it stands, or event by event. Pure.
 *
 * @param after the number of the last event that the caller has
 */
record Continuation(boolean isStream, OptionalInt after) {
  private static final String AFTER = "starting_after";

  /** Fails with MALFORMED, naming the parameter. */
  static Continuation read(MultiMap parameters) {
    boolean stream = flag(parameters.get("stream"));
    var after = parameters.get(AFTER);
    if (after != null && !stream) {
      throw Refusal.ofParameter(AFTER, "needs stream=true beside it");
    }
    return new Continuation(stream, after == null ? OptionalInt.empty() : number(after));
  }

  private static boolean flag(String text) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw Refusal.ofParameter("stream", "is neither true nor false");
    }
    return "true".equals(text);
  }

  private static OptionalInt number(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw Refusal.ofParameter(AFTER, "is not the number of an event");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  /** The number of the event that is wanted next. */
  int next() {
    return after.isEmpty() ? 0 : after.getAsInt() + 1;
  }

  /** Whether the event that the caller has may be one that was never told. */
  boolean isToBeProved() {
    return after.isPresent() && after.getAsInt() >= ResponseEvents.FIRST_SAID;
  }

  /** Refuses to go on from an event that was never told. */
  static RuntimeException beyond() {
    return Refusal.ofParameter(AFTER, "is beyond the last event of this response so far");
  }
}
