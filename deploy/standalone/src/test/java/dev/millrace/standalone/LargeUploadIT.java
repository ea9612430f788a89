package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.Target;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.engines.Engines;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight times as much as the api has heap goes in, past it and through it. */
@Timeout(600)
class LargeUploadIT {
  private static final long SIZE = 2L << 30;
  private static final long PART = 64L << 20;
  private static final long HEAP = 256L << 20;
  private static final Duration LONGEST_CALL = Duration.ofMinutes(5);
  private static final Duration DELETED_WITHIN = Duration.ofSeconds(60);

  /** The launcher's own options set another heap; only this variable comes after them. */
  private static final Map<String, String> SMALL = Map.of("_JAVA_OPTIONS", "-Xmx256m");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Cluster platform;
  private static Target target;
  private static String sha256;

  @BeforeAll
  static void start() throws Exception {
    RunningPlatform.of(0, 0);
    platform =
        new Cluster(
            Path.of(System.getProperty("millrace.root")),
            Engines.forTests(),
            Files.createTempDirectory("millrace-small-"),
            SMALL);
    platform.run(1, 1);
    try (var operator = platform.operator(1)) {
      target = platform.target(1, operator.open("1"));
    }
    sha256 = sha256(new MadeBytes(0, SIZE));
  }

  @AfterAll
  static void stop() {
    platform.stop();
  }

  @Test
  void partsMakeAFileThatTheHeapCouldNotHold() throws Exception {
    var process = platform.api(1).pid();
    try (var heap = new HeapWatch(target.url())) {
      var begun = System.nanoTime();
      var upload = post("/storage/upload/initiate-multipart", described());
      var id = upload.path("uploadId").asText();
      var key = upload.path("uploadKey").asText();
      var parts = new ArrayList<Map<String, Object>>();
      for (int number = 1; (number - 1) * PART < SIZE; number++) {
        parts.add(Map.of("partNumber", number, "etag", putPart(id, key, number)));
      }
      var sent = System.nanoTime();
      var file =
          post(
              "/storage/upload/complete", Map.of("uploadId", id, "uploadKey", key, "parts", parts));
      System.out.printf(
          "%d MiB in %d parts: sent in %d s, completed and checked in %d s; %s%n",
          SIZE >> 20, parts.size(), seconds(begun, sent), seconds(sent, System.nanoTime()), heap);

      isWhole(file.path("file_url").asText());
      assertThat(heap.limit())
          .as("but for one of the survivors' spaces")
          .isBetween(HEAP * 9 / 10, HEAP);
      assertThat(heap.most()).isPositive().isLessThan(HEAP);
      delete(file.path("file_url").asText());
    }
    assertThat(platform.api(1).pid()).isEqualTo(process);
  }

  @Test
  void theRelayTakesAFileThatTheHeapCouldNotHold() throws Exception {
    var process = platform.api(1).pid();
    try (var heap = new HeapWatch(target.url())) {
      var described = new HashMap<>(described());
      described.put("relay", true);
      var upload = post("/storage/upload/initiate", described);

      var begun = System.nanoTime();
      var answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(upload.path("relay_upload_url").asText()))
                  .timeout(LONGEST_CALL)
                  .header("Content-Type", "application/octet-stream")
                  .PUT(made(0, SIZE))
                  .build(),
              BodyHandlers.ofString());
      System.out.printf(
          "%d MiB through the relay in %d s; %s%n",
          SIZE >> 20, seconds(begun, System.nanoTime()), heap);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      isWhole(upload.path("file_url").asText());
      assertThat(heap.limit())
          .as("but for one of the survivors' spaces")
          .isBetween(HEAP * 9 / 10, HEAP);
      assertThat(heap.most()).isPositive().isLessThan(HEAP);
      delete(upload.path("file_url").asText());
    }
    assertThat(platform.api(1).pid()).isEqualTo(process);
  }

  private static Map<String, Object> described() {
    return Map.of(
        "file_name",
        "large.bin",
        "content_type",
        "application/octet-stream",
        "size",
        SIZE,
        "sha256",
        sha256);
  }

  private static String putPart(String id, String key, int number) throws Exception {
    var url =
        get("/storage/upload/multipart-url?uploadId=%s&uploadKey=%s&partNumber=%d"
                .formatted(encoded(id), encoded(key), number))
            .path("presignedUrl")
            .asText();
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url))
                .timeout(LONGEST_CALL)
                .PUT(made((number - 1) * PART, Math.min(PART, SIZE - (number - 1) * PART)))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("etag").orElseThrow();
  }

  /** Reads it as its owner does: the api redirects to the store. */
  private static void isWhole(String fileUrl) throws Exception {
    var answer = HTTP.send(to(signed(fileUrl)).build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(SIZE);
    try (var body = answer.body()) {
      assertThat(sha256(body)).isEqualTo(sha256);
    }
  }

  private static URI signed(String fileUrl) throws Exception {
    var answer = HTTP.send(authorized(URI.create(fileUrl)).build(), BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(307);
    return URI.create(answer.headers().firstValue("location").orElseThrow());
  }

  /** And waits until the bytes are gone. */
  private static void delete(String fileUrl) throws Exception {
    var object = signed(fileUrl);
    var id = URI.create(fileUrl).getPath().split("/")[2];
    var deleted =
        HTTP.send(
            authorized(URI.create(target.url() + "/files/" + id)).DELETE().build(),
            BodyHandlers.ofString());
    assertThat(deleted.statusCode()).as(deleted.body()).isBetween(200, 299);
    var until = System.nanoTime() + DELETED_WITHIN.toNanos();
    while (isThere(object)) {
      assertThat(System.nanoTime()).as("the bytes are deleted").isLessThan(until);
      Thread.sleep(200);
    }
  }

  private static boolean isThere(URI object) throws Exception {
    var answer =
        HTTP.send(to(object).header("Range", "bytes=0-0").build(), BodyHandlers.discarding());
    return answer.statusCode() != 404;
  }

  private static JsonNode post(String path, Object body) throws Exception {
    return json(
        HTTP.send(
            authorized(URI.create(target.url() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build(),
            BodyHandlers.ofString()));
  }

  private static JsonNode get(String path) throws Exception {
    return json(
        HTTP.send(authorized(URI.create(target.url() + path)).build(), BodyHandlers.ofString()));
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private static HttpRequest.Builder authorized(URI url) {
    return to(url).header("Authorization", "Key " + target.key());
  }

  private static HttpRequest.Builder to(URI url) {
    return HttpRequest.newBuilder(url).timeout(LONGEST_CALL);
  }

  private static BodyPublisher made(long from, long size) {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> new MadeBytes(from, size)), size);
  }

  private static String sha256(InputStream bytes) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var buffer = new byte[1 << 16];
    for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
      digest.update(buffer, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static long seconds(long from, long to) {
    return Duration.ofNanos(to - from).toSeconds();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
