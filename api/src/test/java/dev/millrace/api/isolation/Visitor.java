package dev.millrace.api.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Whoever calls.
 *
 * @param base of the API, without a slash at its end
 * @param key that goes with every call, if there is one
 */
record Visitor(String base, Optional<String> key) {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * What a call was answered.
   *
   * @param text headers and body
   */
  record Answer(int status, String text) {
    boolean isRefusedToOthers() {
      return status == 403 || status == 404;
    }

    @Override
    public String toString() {
      return status + " " + text;
    }
  }

  Answer call(Way way, Map<String, String> ids) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + way.path(ids)))
            .timeout(SOON)
            .method(
                way.operation().method(),
                way.body(ids).map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    way.body(ids).ifPresent(body -> request.header("Content-Type", way.mediaType()));
    key.ifPresent(text -> request.header("Authorization", "Key " + text));
    var response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
    return new Answer(response.statusCode(), response.headers().map() + "\n" + body(response));
  }

  private static String body(HttpResponse<InputStream> response) throws IOException {
    boolean goesOn =
        response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
    try (var body = response.body()) {
      return goesOn ? first(body) : new String(body.readAllBytes(), UTF_8);
    }
  }

  /** The first event of a stream that does not end. */
  private static String first(InputStream stream) throws IOException {
    var event = new ByteArrayOutputStream();
    for (int next = stream.read(); next >= 0; next = stream.read()) {
      event.write(next);
      if (event.toString(UTF_8).endsWith("\n\n")) {
        break;
      }
    }
    return event.toString(UTF_8);
  }
}
