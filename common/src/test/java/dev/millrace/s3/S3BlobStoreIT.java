package dev.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.blob.BlobStore;
import dev.millrace.engines.Engines;
import dev.millrace.testing.Settings;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the blob store promises, by a real S3. */
class S3BlobStoreIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final S3BlobStore store = store();

  @Test
  void aDeletedObjectIsGoneAndMayBeDeletedAgain() throws Exception {
    var key = "test/" + UUID.randomUUID();
    store.put(key, "text/plain", "hello".getBytes(StandardCharsets.UTF_8)).await().atMost(SOON);
    assertThat(get(key).body()).isEqualTo("hello");

    store.delete(key).await().atMost(SOON);

    assertThat(get(key).statusCode()).isEqualTo(404);
    store.delete(key).await().atMost(SOON);
    store.delete("test/never-was").await().atMost(SOON);
  }

  private HttpResponse<String> get(String key) throws IOException, InterruptedException {
    var url =
        store.signedGet(
            key, new BlobStore.Shown("a.txt", "text/plain", true), Duration.ofMinutes(1));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }
  }

  private static S3BlobStore store() {
    var s3 = Engines.forTests().s3();
    var store =
        new S3BlobStore(
            Settings.of(
                S3Config.class,
                Map.of(
                    "millrace.s3.endpoint", s3.endpoint(),
                    "millrace.s3.access-key", s3.accessKey(),
                    "millrace.s3.secret-key", s3.secretKey())));
    store.onStart(new StartupEvent());
    return store;
  }
}
