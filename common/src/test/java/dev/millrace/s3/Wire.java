package dev.millrace.s3;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A caller with a signed URL and nothing else. */
final class Wire {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Wire() {}

  static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return HTTP.send(to(url).build(), BodyHandlers.ofString());
  }

  static HttpResponse<String> put(URI url, Map<String, String> headers, byte[] bytes)
      throws IOException, InterruptedException {
    var request = to(url).PUT(BodyPublishers.ofByteArray(bytes));
    // The client sets it by itself, and refuses to be told.
    headers.entrySet().stream()
        .filter(header -> !header.getKey().equals("content-length"))
        .forEach(header -> request.header(header.getKey(), header.getValue()));
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(URI url) {
    return HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(20));
  }
}
