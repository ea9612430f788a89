package dev.millrace.api.gateway.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.api.gateway.conformance.Upstream;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.EventReader;
import dev.millrace.api.testing.EventReader.Event;
import dev.millrace.api.testing.Runs;
import dev.millrace.background.ResponseIds;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses in the background over HTTP. There is no worker here: the test does its work. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class BackgroundIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String MODEL = "test/openai-chat";
  private static final Fault BROKEN = Fault.of(FaultCode.PROVIDER_BROKEN, "The provider broke.");

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @Inject HandWorker workers;
  @Inject Pool pool;

  private Callers.Caller caller;

  @BeforeEach
  void open() throws IOException {
    Upstream.play(OneUpstream.afresh());
    caller = Callers.with("1");
  }

  // ----------------------------------------------------------------------------------- the object

  @Test
  void aResponseIsQueuedMadeAndPaidForOnce() {
    var created = create(false);
    assertThat(created.getString("object")).isEqualTo("response");
    assertThat(created.getString("status")).isEqualTo("queued");
    assertThat(created.getBoolean("background")).isTrue();
    assertThat(created.getString("model")).isEqualTo(MODEL);
    assertThat(created.getList("output")).isEmpty();
    var id = created.getString("id");
    assertThat(get(id).getString("status")).isEqualTo("queued");

    var work = workers.claims(requestOf(id));
    assertThat(get(id).getString("status")).isEqualTo("in_progress");
    work.says("Because");
    work.completes("0.000028");

    var done = get(id);
    assertThat(done.getString("id")).isEqualTo(id);
    assertThat(done.getLong("created_at")).isEqualTo(created.getLong("created_at"));
    assertThat(done.getString("status")).isEqualTo("completed");
    assertThat(done.getString("output[0].content[0].text")).isEqualTo("Because");
    assertThat(done.getInt("usage.output_tokens")).isEqualTo(5);
    new Runs(caller).hasLeft("0.999972");
    var item = new Runs(caller).settled();
    assertThat(item.getString("id")).isEqualTo(requestOf(id).toString());
    assertThat(item.getBoolean("synchronous")).isFalse();
  }

  @Test
  void aFailureIsToldAndFree() {
    var id = create(false).getString("id");

    workers.claims(requestOf(id)).ends(new Verdict.Fail(BROKEN));

    var failed = get(id);
    assertThat(failed.getString("status")).isEqualTo("failed");
    assertThat(failed.getString("error.code")).isEqualTo("server_error");
    assertThat(failed.getString("error.message")).isEqualTo("The provider broke.");
    new Runs(caller).hasLeft("1");
  }

  @Test
  void whatIsSentAgainIsTheSameResponse() {
    var first = caller.call().header("Idempotency-Key", "k1").body(body(false).replace('\'', '"'));
    var again = caller.call().header("Idempotency-Key", "k1").body(body(false).replace('\'', '"'));

    var id = first.post("/v1/responses").jsonPath().getString("id");

    assertThat(again.post("/v1/responses").jsonPath().getString("id")).isEqualTo(id);
    assertThat(new Runs(caller).known()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "test/openai-chat | 'store':false    | store",
        "test/gemini      | 'made_up':1      | made_up",
        "test/gemini      | 'stream':'yes'   | stream",
        "test/openai-chat | 'truncation':'auto' | truncation",
      })
  void whatCannotBeDoneLaterIsRefusedAtOnce(String model, String field, String name) {
    var response =
        post("{'model':'%s','background':true,'input':'Why?',%s}".formatted(model, field));

    assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
    assertThat(response.jsonPath().getString("error.param")).isEqualTo(name);
    assertThat(new Runs(caller).known()).isZero();
  }

  @Test
  void whatIsNotToBeKeptCannotBeMadeInTheBackground() {
    caller
        .call()
        .header("X-Modelrunner-Store-IO", "0")
        .body(body(false).replace('\'', '"'))
        .post("/v1/responses")
        .then()
        .statusCode(400)
        .body("error.param", equalTo("store"));
  }

  @Test
  void withoutCreditNothingIsQueued() {
    caller = Callers.with("0.000001");

    assertThat(post(body(false)).statusCode()).isEqualTo(402);
    assertThat(new Runs(caller).known()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "POST /cancel", "GET /input_items"})
  void aForeignResponseIsAsUnknownAsOneThatNeverWas(String call) {
    var foreign = create(false).getString("id");
    var never = ResponseIds.of(RequestId.next(Instant.EPOCH, new Random(1)));
    caller = Callers.with("1");

    for (var id : List.of(foreign, never, "resp_x", "chatcmpl-1", foreign.substring(5))) {
      var response =
          caller
              .call()
              .request(
                  call.replaceFirst(" .*", ""),
                  "/v1/responses/" + id + call.replaceFirst("[A-Z]+ ?", ""));

      assertThat(response.statusCode()).as(id).isEqualTo(404);
      assertThat(response.jsonPath().getString("error.type")).isEqualTo("invalid_request_error");
    }
  }

  @Test
  void whatIsPastItsRetentionIsGone() {
    var id = create(false).getString("id");
    pool.preparedQuery("delete from request_payload where request_id = $1")
        .execute(Tuple.of(requestOf(id).value()))
        .await()
        .atMost(SOON);

    caller.call().get("/v1/responses/" + id).then().statusCode(410);
  }

  // -------------------------------------------------------------------------------------- cancels

  @Test
  void aResponseThatWaitsIsCancelledAtOnce() {
    var id = create(false).getString("id");

    caller
        .call()
        .post("/v1/responses/" + id + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("cancelled"));

    assertThat(get(id).getString("status")).isEqualTo("cancelled");
    new Runs(caller).hasLeft("1");
  }

  @Test
  void aCancelIsAnsweredOnceTheWorkHasStopped() throws Exception {
    var id = create(false).getString("id");
    var work = workers.claims(requestOf(id));
    var cancel =
        CompletableFuture.supplyAsync(
            () -> caller.call().post("/v1/responses/" + id + "/cancel").jsonPath());
    await().atMost(SOON).until(work::isAskedToStop);

    work.ends(new Verdict.Cancel());

    assertThat(cancel.get(SOON.toSeconds(), TimeUnit.SECONDS).getString("status"))
        .isEqualTo("cancelled");
  }

  @Test
  void aResponseThatHasEndedIsLeftAsItIs() {
    var id = completed(false);

    caller
        .call()
        .post("/v1/responses/" + id + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("completed"));
  }

  // -------------------------------------------------------------------------------------- streams

  @Test
  void aStreamIsHeardLiveAndAgainFromEveryEventOn() {
    List<Event> live;
    String id;
    try (var stream = stream()) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("content-type")).isEqualTo("text/event-stream");
      live = new ArrayList<>(stream.next(2));
      id = live.getFirst().json().at("/response/id").asText();
      assertThat(live)
          .extracting(Event::name)
          .containsExactly("response.created", "response.queued");
      var work = workers.claims(requestOf(id));
      work.says("Be");
      live.addAll(stream.next(4)); // before the next words are there
      work.says("cause");
      work.completes("0.000028");
      rest(stream, live);
    }

    assertThat(live).extracting(Event::name).last().isEqualTo("response.completed");
    assertThat(live.getLast().json().at("/response/output/0/content/0/text").asText())
        .isEqualTo("Because");
    for (int i = 0; i < live.size(); i++) {
      assertThat(live.get(i).json().path("sequence_number").asInt()).isEqualTo(i);
    }
    assertThat(followed(id, "")).isEqualTo(live);
    for (int after = 0; after < live.size(); after++) {
      assertThat(followed(id, "&starting_after=" + after))
          .as("after %d", after)
          .isEqualTo(live.subList(after + 1, live.size()));
    }
  }

  @Test
  void aFollowerWhoComesBackInTheMiddleHearsTheRestAsItIsSaid() {
    var id = create(true).getString("id");
    var work = workers.claims(requestOf(id));
    work.says("Be");
    try (var stream = follow(id, "&starting_after=3")) {
      assertThat(stream.next(2))
          .extracting(event -> event.json().path("sequence_number").asInt())
          .containsExactly(4, 5);

      work.says("cause");

      assertThat(stream.next().json().path("delta").asText()).isEqualTo("cause");
      work.completes("0");
      var others = new ArrayList<Event>();
      rest(stream, others);
      assertThat(others).extracting(Event::name).last().isEqualTo("response.completed");
    }
  }

  @Test
  void manyFollowersHearTheSame() {
    var id = create(true).getString("id");
    var streams = new ArrayList<EventReader>();
    for (int i = 0; i < 5; i++) {
      streams.add(follow(id, ""));
      assertThat(streams.getLast().status()).isEqualTo(200);
    }
    var work = workers.claims(requestOf(id));
    for (int i = 0; i < 250; i++) {
      work.says("word ");
    }
    work.completes("0");

    for (var stream : streams) {
      var heard = new ArrayList<Event>();
      rest(stream, heard);
      assertThat(heard).hasSize(2 + 3 + 250 + 3 + 1);
      stream.close();
    }
  }

  @Test
  void aFailureEndsTheStreamBehindWhatWasSaid() {
    var id = create(true).getString("id");
    var work = workers.claims(requestOf(id));
    work.says("Half an");
    work.ends(new Verdict.Fail(BROKEN));

    var heard = followed(id, "");

    assertThat(heard).extracting(Event::name).contains("response.output_text.delta");
    assertThat(heard.getLast().name()).isEqualTo("response.failed");
    assertThat(heard.getLast().json().at("/response/status").asText()).isEqualTo("failed");
    assertThat(heard.getLast().json().at("/response/error/message").asText())
        .isEqualTo("The provider broke.");
  }

  @Test
  void aWorkerThatDiesDoesNotLeaveItsFollowersWaiting() {
    var id = create(true).getString("id");
    workers.claims(requestOf(id)).says("Half an");
    try (var stream = follow(id, "&starting_after=4")) {
      assertThat(stream.next().json().path("delta").asText()).isEqualTo("Half an");

      workers
          .takesOver(requestOf(id))
          .ends(new Verdict.Fail(Fault.of(FaultCode.WORKER_LOST, "the worker stopped")));

      assertThat(stream.next().name()).isEqualTo("response.failed");
      assertThat(stream.next().name()).isEqualTo("end");
    }
    new Runs(caller).hasLeft("1");
  }

  @Test
  void aCancelEndsTheStream() {
    try (var stream = stream()) {
      var id = stream.next().json().at("/response/id").asText();
      stream.next();

      caller.call().post("/v1/responses/" + id + "/cancel").then().statusCode(200);

      var last = stream.next();
      assertThat(last.name()).isEqualTo("response.failed");
      assertThat(last.json().at("/response/status").asText()).isEqualTo("cancelled");
      assertThat(stream.next().name()).isEqualTo("end");
    }
  }

  @Test
  void aFollowerWhoLeavesStopsNothing() {
    String id;
    try (var stream = stream()) {
      id = stream.next().json().at("/response/id").asText();
    }

    var work = workers.claims(requestOf(id));
    work.says("Because");

    assertThat(work.isAskedToStop()).isFalse();
    work.completes("0");
    assertThat(get(id).getString("status")).isEqualTo("completed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stream=yes                       | stream",
        "starting_after=1                 | starting_after",
        "stream=true&starting_after=-1    | starting_after",
        "stream=true&starting_after=x     | starting_after",
        "stream=true&starting_after=2     | starting_after",
        "stream=true&starting_after=99999 | starting_after",
      })
  void aStreamThatCannotBeTakenUpIsRefused(String query, String parameter) {
    var id = create(true).getString("id");

    var response = caller.call().get("/v1/responses/" + id + "?" + query);

    assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
    assertThat(response.jsonPath().getString("error.message")).startsWith(parameter);
  }

  @Test
  void whatWasNotStreamedCannotBeFollowed() {
    var id = create(false).getString("id");

    var response = caller.call().get("/v1/responses/" + id + "?stream=true");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.jsonPath().getString("error.message")).startsWith("stream");
  }

  // ---------------------------------------------------------------------------- items and deletion

  @Test
  void whatWasSaidToTheModelIsListedPageByPage() {
    var id =
        post("{'model':'%s','background':true,'input':[{'role':'user','content':'one'},{'role':'assistant','content':'two'},{'role':'user','content':'three'}]}"
                .formatted(MODEL))
            .jsonPath()
            .getString("id");

    var first = items(id, "?limit=2");
    assertThat(first.getString("object")).isEqualTo("list");
    assertThat(first.getList("data")).hasSize(2);
    assertThat(first.getString("data[0].content[0].text")).as("newest first").isEqualTo("three");
    assertThat(first.getBoolean("has_more")).isTrue();
    assertThat(first.getString("last_id")).isEqualTo(first.getString("data[1].id"));
    var second = items(id, "?limit=2&after=" + first.getString("last_id"));
    assertThat(second.getString("data[0].content[0].text")).isEqualTo("one");
    assertThat(second.getBoolean("has_more")).isFalse();
    assertThat(items(id, "?order=asc").getString("data[0].content[0].text")).isEqualTo("one");
    for (var query : List.of("?limit=0", "?limit=101", "?order=up", "?after=x")) {
      caller.call().get("/v1/responses/" + id + "/input_items" + query).then().statusCode(400);
    }
  }

  @Test
  void whatIsDeletedIsNotFoundAnyMore() {
    var id = completed(true);

    caller
        .call()
        .delete("/v1/responses/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("object", equalTo("response"))
        .body("deleted", equalTo(true));

    caller.call().get("/v1/responses/" + id).then().statusCode(404);
    caller.call().delete("/v1/responses/" + id).then().statusCode(404);
    var events =
        pool.preparedQuery("select 1 from response_event where request_id = $1")
            .execute(Tuple.of(requestOf(id).value()))
            .await()
            .atMost(SOON);
    assertThat(events.rowCount()).isZero();
  }

  @Test
  void whatIsNotFinishedIsNotDeleted() {
    var id = create(false).getString("id");

    caller.call().delete("/v1/responses/" + id).then().statusCode(409);

    assertThat(get(id).getString("status")).isEqualTo("queued");
  }

  // -------------------------------------------------------------------- whose callers did not wait

  @Test
  void aResponseWhoseCallerWaitedIsFoundAgain() {
    var given = post("{'model':'test/anthropic','input':'Play the script [plain]'}").jsonPath();
    var id = given.getString("id");
    new Runs(caller).settled();

    var found = get(id);

    assertThat(found.getString("status")).isEqualTo("completed");
    assertThat(found.getList("output").toString()).isEqualTo(given.getList("output").toString());
    assertThat(items(id, "").getString("data[0].content[0].text"))
        .isEqualTo("Play the script [plain]");
    assertThat(caller.call().post("/v1/responses/" + id + "/cancel").statusCode()).isEqualTo(400);
    assertThat(caller.call().get("/v1/responses/" + id + "?stream=true").statusCode())
        .isEqualTo(400);
    caller.call().delete("/v1/responses/" + id).then().statusCode(200);
    caller.call().get("/v1/responses/" + id).then().statusCode(404);
  }

  @Test
  void aResponseThatWasNotToBeKeptIsNotFound() {
    var id =
        post("{'model':'test/anthropic','store':false,'input':'Play the script [plain]'}")
            .jsonPath()
            .getString("id");
    new Runs(caller).settled();

    caller.call().get("/v1/responses/" + id).then().statusCode(404);
  }

  @Test
  void anAnswerInAnotherProtocolIsNoResponse() {
    caller
        .call()
        .body(
            "{'model':'test/openai-chat','messages':[{'role':'user','content':'Play the script [plain]'}]}"
                .replace('\'', '"'))
        .post("/v1/chat/completions")
        .then()
        .statusCode(200);
    var id =
        ResponseIds.of(RequestId.parse(new Runs(caller).settled().getString("id")).orElseThrow());

    caller.call().get("/v1/responses/" + id).then().statusCode(404).body("object", nullValue());
  }

  // ------------------------------------------------------------------------------------- helpers

  private static String body(boolean stream) {
    return "{'model':'%s','background':true,'stream':%s,'input':'Why?'}".formatted(MODEL, stream);
  }

  private Response post(String body) {
    return caller.call().body(body.replace('\'', '"')).post("/v1/responses");
  }

  /** Where it is to be streamed, its caller leaves at once. */
  private JsonPath create(boolean stream) {
    if (stream) {
      try (var events = stream()) {
        return JsonPath.from(events.next().json().path("response").toString());
      }
    }
    return post(body(false)).then().statusCode(200).extract().jsonPath();
  }

  private String completed(boolean stream) {
    var id = create(stream).getString("id");
    var work = workers.claims(requestOf(id));
    work.says("Because");
    work.completes("0");
    return id;
  }

  private JsonPath get(String id) {
    return caller.call().get("/v1/responses/" + id).then().statusCode(200).extract().jsonPath();
  }

  private JsonPath items(String id, String query) {
    return caller
        .call()
        .get("/v1/responses/" + id + "/input_items" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static RequestId requestOf(String id) {
    return ResponseIds.parse(id).orElseThrow();
  }

  private EventReader stream() {
    return EventReader.post(
        "http://localhost:" + port + "/v1/responses",
        body(true).replace('\'', '"'),
        "Authorization",
        "Bearer " + caller.key(),
        "Content-Type",
        "application/json");
  }

  private EventReader follow(String id, String query) {
    return EventReader.open(
        "http://localhost:" + port + "/v1/responses/" + id + "?stream=true" + query,
        "Authorization",
        "Bearer " + caller.key());
  }

  private List<Event> followed(String id, String query) {
    try (var stream = follow(id, query)) {
      assertThat(stream.status()).isEqualTo(200);
      var heard = new ArrayList<Event>();
      rest(stream, heard);
      return heard;
    }
  }

  private static void rest(EventReader stream, List<Event> heard) {
    for (var event = stream.next(); !event.name().equals("end"); event = stream.next()) {
      assertThat(event.name()).isNotEqualTo("broken");
      heard.add(event);
    }
  }
}
