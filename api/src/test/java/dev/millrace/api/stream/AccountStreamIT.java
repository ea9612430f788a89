package dev.millrace.api.stream;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.api.testing.EventReader;
import dev.millrace.api.testing.EventReader.Event;
import dev.millrace.event.EventPosition;
import dev.millrace.queue.Claim;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account's stream over HTTP, with the test in the worker's place. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class AccountStreamIT {
  @TestHTTPResource("/requests/stream")
  String url;

  @Inject Requested requested;

  private String key;

  @BeforeEach
  void anAccount() {
    key = requested.account();
  }

  @Test
  void aStreamBeginsWithWhatIsInFlightAndGoesOnWithEachTransition() {
    var before = requested.submitted(key, "{\"a\": \"été\", \"metadata\": {\"team\": \"é\"}}");
    try (var reader = open("")) {
      var snapshot = reader.next();
      assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
      assertThat(snapshot.name()).isEqualTo("snapshot");
      assertThat(snapshot.id()).isNotNull();
      assertThat(snapshot.json().path("type").asText()).isEqualTo("snapshot");
      assertThat(snapshot.json().path("truncated").asBoolean()).isFalse();
      assertThat(ids(snapshot)).containsExactly(before);
      var item = snapshot.json().path("requests").get(0);
      assertThat(item.path("input").path("a").asText()).isEqualTo("été");
      assertThat(item.path("metadata").path("team").asText()).isEqualTo("é");
      assertThat(snapshot.data()).isASCII();

      var claim = requested.started(before);
      requested.announce(requested.completed(claim, "{\"b\":\"日本\"}"));
      var after = requested.submitted(key, "{}");

      var updates = reader.next(3);
      assertThat(updates)
          .extracting(Event::name, update -> update.json().path("type").asText())
          .containsOnly(tuple("update", "update"));
      assertThat(updates.stream().map(AccountStreamIT::idAndStatus))
          .containsExactly(
              before + " IN_PROGRESS 1", before + " COMPLETED 2", after + " IN_QUEUE 0");
      assertThat(updates.get(0).request().path("output").toString()).isEqualTo("{}");
      assertThat(updates.get(1).request().path("output").path("b").asText()).isEqualTo("日本");
      assertThat(updates.get(1).request().path("metadata").path("team").asText()).isEqualTo("é");
      assertThat(updates.get(1).request().path("billingStatus").asText()).isEqualTo("charged");
      assertThat(updates.get(1).request().path("totalPrice").asText()).isEqualTo("0.0001");
      assertThat(updates.get(1).data()).isASCII();
    }
  }

  @Test
  void anItemSaysWhatTheHistorySays() throws Exception {
    var id = requested.submitted(key, "{\"a\": 1, \"metadata\": {\"b\": \"c\"}}");
    try (var reader = open("")) {
      reader.next();
      requested.finished(id);
      var streamed =
          (com.fasterxml.jackson.databind.node.ObjectNode) reader.next(2).get(1).request();

      var history =
          new com.fasterxml.jackson.databind.ObjectMapper()
              .readTree(
                  given().header("Authorization", "Key " + key).get("/requests/" + id).asString());
      assertThat(streamed.fieldNames())
          .toIterable()
          .contains("sequence", "public", "updatedAt", "totalPrice", "metadata", "output", "input");
      for (var field : (Iterable<String>) streamed::fieldNames) {
        assertThat(streamed.get(field)).as(field).isEqualTo(history.get(field));
      }
    }
  }

  @Test
  void aPayloadAbove64KibIsMarkedInStreamsAndWholeInTheHistory() {
    var large = "{\"a\":\"" + "x".repeat(66_000) + "\"}";
    var small = "{\"a\":\"" + "x".repeat(60_000) + "\"}";
    var before = requested.submitted(key, large);
    try (var reader = open("")) {
      var snapshot = reader.next().json().path("requests").get(0);
      assertThat(snapshot.path("input").toString()).isEqualTo("{\"_elided\":true}");

      requested.submitted(key, small);
      assertThat(reader.next().request().path("input").path("a").asText()).hasSize(60_000);

      requested.announce(requested.completed(requested.started(before), large));
      var updates = reader.next(2);
      assertThat(updates.get(0).request().path("output").toString()).isEqualTo("{}");
      assertThat(updates.get(1).request().path("output").toString())
          .isEqualTo("{\"_elided\":true}");
      assertThat(updates.get(1).request().path("input").toString()).isEqualTo("{\"_elided\":true}");
    }
    given()
        .header("Authorization", "Key " + key)
        .get("/requests/" + before)
        .then()
        .body("input.a.length()", org.hamcrest.Matchers.equalTo(66_000))
        .body("output.a.length()", org.hamcrest.Matchers.equalTo(66_000));
  }

  @Test
  void filtersLetThroughWhatTheyName() {
    var mine = requested.submitted(key, "{}");
    var other = requested.submitted(key, "{}");
    finishedAndTold(other);
    try (var byId = open("?request_id=" + mine + "&request_id=" + other);
        var byStatus = open("?status=COMPLETED");
        var byModel = open("?model=local/nothing");
        var bare = open("?payloads=false")) {
      assertThat(ids(byId.next())).containsExactlyInAnyOrder(mine, other);
      assertThat(ids(byStatus.next())).isEmpty();
      assertThat(ids(byModel.next())).isEmpty();
      var item = bare.next().json().path("requests").get(0);
      assertThat(item.has("input")).isFalse();
      assertThat(item.has("output")).isFalse();

      var third = requested.submitted(key, "{}");
      requested.finished(third);
      requested.finished(mine);

      assertThat(byId.next(2).stream().map(AccountStreamIT::idAndStatus))
          .containsExactly(mine + " IN_PROGRESS 1", mine + " COMPLETED 2");
      assertThat(byStatus.next(2).stream().map(AccountStreamIT::idAndStatus))
          .containsExactly(third + " COMPLETED 2", mine + " COMPLETED 2");
      assertThat(bare.next().request().has("input")).isFalse();
      assertThat(byModel.waiting()).noneMatch(event -> event.name().equals("update"));
    }
  }

  /** What is told late comes to streams that were opened meanwhile, too. */
  private void finishedAndTold(String request) {
    try (var reader = open("")) {
      reader.next(); // the snapshot
      requested.finished(request);
      var end = request + " COMPLETED 2";
      assertThat(
              Stream.generate(reader::next).map(AccountStreamIT::idAndStatus).anyMatch(end::equals))
          .isTrue();
    }
  }

  @Test
  void foreignRequestsAreNotSeen() {
    var stranger = requested.account();
    var foreign = requested.submitted(stranger, "{}");
    try (var reader = open("?request_id=" + foreign)) {
      assertThat(ids(reader.next())).isEmpty();
    }
    try (var reader = open("")) {
      assertThat(ids(reader.next())).isEmpty();
      requested.finished(foreign);
      var mine = requested.submitted(key, "{}");
      assertThat(reader.next().request().path("id").asText()).isEqualTo(mine);
    }
  }

  @Test
  void aStreamInWhichNothingHappensSaysThatItLives() {
    try (var reader = open("")) {
      reader.next();

      assertThat(reader.nextOfAny()).isEqualTo(new Event("comment", null, ": hb"));
    }
  }

  @Test
  void anAnnouncementThatComesTwiceIsToldOnce() {
    var id = requested.submitted(key, "{}");
    try (var reader = open("")) {
      reader.next();
      var claim = requested.started(id);
      requested.announce(claim.started());
      requested.announce(requested.completed(claim, "{}"));
      requested.announce(claim.started());
      var last = requested.submitted(key, "{}");

      assertThat(reader.next(3).stream().map(AccountStreamIT::idAndStatus))
          .containsExactly(id + " IN_PROGRESS 1", id + " COMPLETED 2", last + " IN_QUEUE 0");
    }
  }

  /** Writers go on all the while; the reader loses its connection again and again. */
  @Test
  void whoComesBackWithTheLastIdMissesNothingAndSeesNothingTwice() {
    var written = new ArrayList<String>();
    var seen = new ArrayList<String>();
    String last;
    try (var reader = open("")) {
      last = reader.next().id();
    }
    var writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 40; i++) {
                var id = requested.submitted(key, "{}");
                requested.finished(id);
                synchronized (written) {
                  written.add(id + " COMPLETED 2");
                }
              }
            });
    int round = 0;
    while (seen.stream().filter(text -> text.contains("COMPLETED")).count() < 40) {
      boolean byHeader = round++ % 2 == 0;
      try (var reader = byHeader ? open("", "Last-Event-ID", last) : open("?after=" + last)) {
        for (int i = 0;
            i < 7 && seen.stream().filter(t -> t.contains("COMPLETED")).count() < 40;
            i++) {
          var event = reader.next();
          assertThat(event.name()).isEqualTo("update");
          assertThat(EventPosition.parse(event.id()).orElseThrow().offset())
              .isGreaterThan(EventPosition.parse(last).orElseThrow().offset());
          last = event.id();
          seen.add(idAndStatus(event));
        }
      }
    }
    writer.join();

    assertThat(round).isGreaterThan(5);
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen.stream().filter(text -> text.contains("COMPLETED")).toList())
        .containsExactlyElementsOf(written);
  }

  @Test
  void whatWasWrittenWhileNobodyWasThereIsReplayedBeforeWhatHappensNow() {
    String last;
    try (var reader = open("")) {
      last = reader.next().id();
    }
    var ids =
        IntStream.range(0, 5).mapToObj(i -> requested.submitted(key, "{\"n\":" + i + "}")).toList();
    ids.forEach(requested::finished);
    try (var reader = open("?after=" + last)) {
      var replayed = reader.next(15);
      assertThat(replayed).extracting(Event::name).containsOnly("update");
      assertThat(replayed.stream().map(AccountStreamIT::idAndStatus))
          .containsAll(ids.stream().map(id -> id + " COMPLETED 2").toList())
          .doesNotHaveDuplicates();
      assertThat(replayed.getFirst().request().path("input").path("n").isInt()).isTrue();

      var now = requested.submitted(key, "{}");
      assertThat(reader.next().request().path("id").asText()).isEqualTo(now);
    }
  }

  @Test
  void anIdThatNobodyCanResumeFromIsAGapAndThenASnapshot() {
    var id = requested.submitted(key, "{}");
    EventPosition here;
    try (var reader = open("")) {
      here = EventPosition.parse(reader.next().id()).orElseThrow();
    }
    for (var lost :
        List.of(
            "nonsense",
            "x".repeat(5000),
            "-1",
            here.partition() + "-" + Long.MAX_VALUE,
            (here.partition() + 1) % 16 + "-0",
            "99-0")) {
      try (var reader = open("", "Last-Event-ID", lost)) {
        var gap = reader.next();
        assertThat(gap.name()).as(lost).isEqualTo("gap");
        assertThat(gap.id()).isNull();
        assertThat(gap.json().path("type").asText()).isEqualTo("gap");
        var snapshot = reader.next();
        assertThat(snapshot.name()).isEqualTo("snapshot");
        assertThat(ids(snapshot)).containsExactly(id);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?after=nonsense",
        "?after=",
        "?after=1-99999999999999999999",
        "?after=01-1",
        "?status=DONE",
        "?model=x",
        "?request_id=short",
        "?payloads=maybe"
      })
  void aParameterThatIsNoneIs400BeforeAnyStream(String query) {
    given()
        .header("Authorization", "Key " + key)
        .get(url + query)
        .then()
        .statusCode(400)
        .contentType("application/json");
  }

  @Test
  void tooManyNamedRequestsAre400() {
    var id = requested.submitted(key, "{}");
    var query = new StringBuilder("?x=y");
    for (int i = 0; i < 101; i++) {
      query.append("&request_id=").append(id);
    }
    given().header("Authorization", "Key " + key).get(url + query).then().statusCode(400);
  }

  @Test
  void beyondItsStreamsAnAccountIsTold429AndOthersAreServed() {
    var open = new ArrayList<EventReader>();
    try {
      for (int i = 0; i < 8; i++) {
        open.add(open(""));
        assertThat(open.getLast().status()).isEqualTo(200);
      }
      given()
          .header("Authorization", "Key " + key)
          .get(url)
          .then()
          .statusCode(429)
          .header("Retry-After", org.hamcrest.Matchers.notNullValue());
      try (var other = EventReader.open(url, "Authorization", "Key " + requested.account())) {
        assertThat(other.status()).isEqualTo(200);
      }
    } finally {
      open.forEach(EventReader::close);
    }
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> {
              try (var again = open("")) {
                assertThat(again.status()).isEqualTo(200);
              }
            });
  }

  @Test
  void withoutAKeyThereIsNoStream() {
    given().get(url).then().statusCode(401);
  }

  /** The slow one takes so little that neither its socket nor its backlog holds the rest. */
  @Test
  void aReaderThatIsTooSlowIsToldSoAndDroppedAndOthersReadOn() throws Exception {
    int many = 150;
    var body = "{\"a\":\"" + "x".repeat(60_000) + "\"}";
    try (var slow = new Socket();
        var fast = open("")) {
      slow.setReceiveBufferSize(4096);
      slow.setSoTimeout(20_000);
      slow.connect(new InetSocketAddress("localhost", URI.create(url).getPort()));
      slow.getOutputStream()
          .write(
              "GET /requests/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Key %s\r\n\r\n"
                  .formatted(key)
                  .getBytes(US_ASCII));
      assertThat(new String(slow.getInputStream().readNBytes(15), US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
      fast.next();

      for (int i = 0; i < many; i++) {
        requested.submitted(key, body);
      }

      assertThat(fast.next(many)).extracting(Event::name).containsOnly("update");
      var all = new String(slow.getInputStream().readAllBytes(), US_ASCII);
      assertThat(all).contains("event: dropped", "\"type\":\"dropped\"");
      assertThat(all.split("event: update", -1).length - 1).isLessThan(many);
    }
  }

  /** Nobody announces what was written down: the hub's own process finds out. */
  @Test
  void whatNobodyAnnouncedIsHealed() {
    var id = requested.submitted(key, "{}");
    try (var reader = open("")) {
      reader.next();
      var claim = requested.claimed(id);
      requested.completed(claim, "{}");

      assertThat(idAndStatus(reader.next())).isEqualTo(id + " COMPLETED 2");
    }
  }

  @Test
  void whatNobodyAnnouncedWhileTheReaderWasAwayIsHealed() {
    var id = requested.submitted(key, "{}");
    Claim claim;
    String last;
    try (var reader = open("")) {
      reader.next();
      claim = requested.started(id);
      last = reader.next().id();
    }
    requested.completed(claim, "{}");

    try (var reader = open("?after=" + last)) {
      assertThat(idAndStatus(reader.next())).isEqualTo(id + " COMPLETED 2");
    }
  }

  private EventReader open(String query, String... headers) {
    var all = new ArrayList<>(List.of("Authorization", "Key " + key));
    all.addAll(List.of(headers));
    return EventReader.open(url + query, all.toArray(String[]::new));
  }

  private static List<String> ids(Event snapshot) {
    var ids = new ArrayList<String>();
    for (JsonNode request : snapshot.json().path("requests")) {
      ids.add(request.path("id").asText());
    }
    return ids;
  }

  private static String idAndStatus(Event update) {
    var request = update.request();
    return "%s %s %d"
        .formatted(
            request.path("id").asText(),
            request.path("status").asText(),
            request.path("sequence").asInt());
  }
}
