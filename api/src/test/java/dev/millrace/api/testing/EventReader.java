package dev.millrace.api.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads an event stream as a client does, on a thread of its own. */
public final class EventReader implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * What came: an event, or a comment, or the end.
   *
   * @param name the event's; {@code comment}, {@code end} or {@code broken} for what is none
   */
  public record Event(String name, String id, String data) {
    public JsonNode json() {
      try {
        return JSON.readTree(data);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public JsonNode request() {
      return json().path("request");
    }
  }

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private EventReader(HttpResponse<InputStream> response) {
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  /** Opens a stream; headers are names and values in turn. */
  public static EventReader open(String url, String... headers) {
    return open(HttpRequest.newBuilder(URI.create(url)), headers);
  }

  /** Opens the stream that a call is answered with. */
  public static EventReader post(String url, String body, String... headers) {
    return open(
        HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  private static EventReader open(HttpRequest.Builder request, String... headers) {
    request.timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new EventReader(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public int status() {
    return response.statusCode();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The next event that is no comment. */
  public Event next() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var event = nextBefore(deadline);
      if (!event.name().equals("comment")) {
        return event;
      }
    }
  }

  public Event nextOfAny() {
    return nextBefore(System.nanoTime() + PATIENCE.toNanos());
  }

  private Event nextBefore(long deadline) {
    try {
      var event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(event).as("an event within %s", PATIENCE).isNotNull();
      return event;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** So many events, none of which is a comment. */
  public List<Event> next(int count) {
    var some = new ArrayList<Event>();
    for (int i = 0; i < count; i++) {
      some.add(next());
    }
    return some;
  }

  /** What has come and was not taken yet. */
  public List<Event> waiting() {
    var all = new ArrayList<Event>();
    events.drainTo(all);
    return all;
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.US_ASCII))) {
      var name = "message";
      String id = null;
      String data = null;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          events.add(new Event("comment", null, line));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && data != null) {
          events.add(new Event(name, id, data));
          name = "message";
          id = null;
          data = null;
        }
      }
      events.add(new Event("end", null, ""));
    } catch (IOException e) {
      events.add(new Event("broken", null, e.toString()));
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
