package dev.millrace.api.stream;

import dev.millrace.event.EventPosition;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The text of server-sent events. Pure. */
public final class Sse {
  /** A comment that says nothing but that the stream lives. */
  public static final Buffer HEARTBEAT = buffer(": hb\n\n");

  private Sse() {}

  /** Says that events follow. */
  public static void head(HttpServerResponse response) {
    unheld(response).putHeader("Content-Type", "text/event-stream");
  }

  /** Says that the answer comes bit by bit, and that nobody on the way is to keep or hold it. */
  public static HttpServerResponse unheld(HttpServerResponse response) {
    return response
        .setStatusCode(200)
        .setChunked(true)
        .putHeader("Cache-Control", "no-cache, no-transform")
        .putHeader("X-Accel-Buffering", "no");
  }

  /** How long a client should wait before it comes back. */
  static Buffer retry(Duration after) {
    return buffer("retry: " + after.toMillis() + "\n\n");
  }

  /** An event without a name: clients that know of one kind only read it too. */
  static Buffer message(String json) {
    return buffer("data: " + AsciiJson.of(json) + "\n\n");
  }

  /** An event that moves the client's position nowhere. */
  public static Buffer event(String name, String json) {
    return buffer("event: " + name + "\ndata: " + AsciiJson.of(json) + "\n\n");
  }

  /** An event after which a client resumes from {@code position}. */
  static Buffer event(String name, EventPosition position, String json) {
    return buffer(
        "id: " + position + "\nevent: " + name + "\ndata: " + AsciiJson.of(json) + "\n\n");
  }

  /** What no client takes for an event. */
  static Buffer comment(String text) {
    return buffer(": " + text + "\n\n");
  }

  private static Buffer buffer(String text) {
    return Buffer.buffer(text.getBytes(StandardCharsets.US_ASCII));
  }
}
