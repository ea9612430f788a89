package dev.millrace.api.queue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.file.DoomedObjects;
import dev.millrace.file.StoredFile;
import dev.millrace.history.Purge;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Lane;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Terms;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WebhookTarget;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The history over HTTP. There is no worker here: the test settles what it has claimed. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class HistoryIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final WorkerId WORKER = new WorkerId(UUID.randomUUID());

  @Inject RequestQueue queue;
  @Inject Admission admission;
  @Inject BlobStore blobs;
  @Inject Pool pool;
  @Inject RequestDesk desk;
  @Inject Purge purge;
  @Inject DoomedObjects doomed;

  @ConfigProperty(name = "millrace.admin.key")
  String adminKey;

  private AccountId account;
  private String key;

  private record Owner(AccountId account, String key) {}

  @BeforeEach
  void anAccountWithOneDollar() {
    var owner = owner();
    account = owner.account();
    key = owner.key();
  }

  // ---------------------------------------------------------------------------------------- lists

  @Test
  void theListHasTheNewestFirstWithPayloadsAndTotals() {
    var ids = IntStream.range(0, 12).mapToObj(i -> submitted("{\"i\":" + i + "}")).toList();

    list("")
        .body("page", equalTo(1))
        .body("limit", equalTo(10))
        .body("total", equalTo(12))
        .body("totalPages", equalTo(2))
        .body("totalIsCapped", equalTo(false))
        .body("data.id", equalTo(ids.reversed().subList(0, 10)))
        .body("data[0].input.i", equalTo(11))
        .body("data[0].output", equalTo(java.util.Map.of()))
        .body("data[0].modelEndpoint", equalTo("local/echo"))
        .body("data[0].billingStatus", equalTo("pending"))
        .body("data[0].attempts", nullValue());
    list("?page=2")
        .body("page", equalTo(2))
        .body("data", hasSize(2))
        .body("nextCursor", nullValue());
    list("?page=3").body("data", empty()).body("total", equalTo(12));
    list("?limit=100").body("data", hasSize(12)).body("totalPages", equalTo(1));
    list("?payloads=false&limit=1").body("data[0].keySet()", not(containsKey("input")));
  }

  private static org.hamcrest.Matcher<Iterable<? super String>> containsKey(String name) {
    return org.hamcrest.Matchers.hasItem(name);
  }

  @Test
  void aCursorWalksEverythingOnceWhileNewRequestsComeIn() {
    var before = IntStream.range(0, 25).mapToObj(i -> submitted("{}")).toList();

    var walked = new ArrayList<String>();
    String cursor = "";
    do {
      var page = list("?limit=10" + cursor);
      walked.addAll(page.extract().<List<String>>path("data.id"));
      String next = page.extract().path("nextCursor");
      cursor = next == null ? null : "&cursor=" + next;
      submitted("{\"late\": true}");
    } while (cursor != null);

    assertThat(walked).containsExactlyElementsOf(before.reversed());
  }

  @Test
  void filtersAreAddedUp() {
    var failed = submitted("{\"metadata\": {\"team\": \"a\", \"run\": \"1\"}}");
    settle(claimed(failed), new Verdict.Fail(Fault.of(FaultCode.PROVIDER_REJECTED, "no")));
    var queued = submitted("{\"metadata\": {\"team\": \"a\", \"run\": \"2\"}}");
    var other = submitted("{\"metadata\": {\"team\": \"b\"}}");
    var plain = submitted("{}");

    found("?status=FAILED", failed);
    found("?status=failed&status=CANCELLED", failed);
    found("?status=IN_QUEUE", plain, other, queued);
    found("?modelEndpoint=local/echo", plain, other, queued, failed);
    found("?model=local/image");
    foundBy("{\"team\":\"a\"}", queued, failed);
    foundBy("{\"team\":\"a\",\"run\":\"2\"}", queued);
    foundBy("{\"team\":\"a\",\"run\":\"3\"}");
    foundBy("{\"run\":\"a\"}");
    foundBy("{}", plain, other, queued, failed);
    found("?createdAfter=2099-01-01T00:00:00Z");
    found("?created_before=2020-01-01T00:00:00+02:00");
    found("?createdAfter=2020-01-01T00:00:00+02:00", plain, other, queued, failed);
    String created = caller().get("/requests/" + other).then().extract().path("createdAt");
    found("?createdAfter=" + created + "&limit=100", plain, other);
    found("?createdBefore=" + created + "&limit=100", queued, failed);
  }

  @Test
  void labelsOfAnotherAccountAreNotFound() {
    submitted("{\"metadata\": {\"team\": \"shared\"}}");
    var stranger = owner();

    callerWith(stranger.key())
        .queryParam("metadata", "{\"team\":\"shared\"}")
        .get("/requests")
        .then()
        .statusCode(200)
        .body("total", equalTo(0))
        .body("data", empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "status DONE",
        "limit 0",
        "limit 101",
        "limit ten",
        "page 0",
        "page -1",
        "page 1002",
        "cursor nonsense",
        "metadata [1]",
        "metadata {\"a\":1}",
        "metadata {\"a\":{\"b\":\"c\"}}",
        "metadata {",
        "modelEndpoint nothing",
        "createdAfter yesterday",
        "createdBefore 2026-01-01",
        "createdBefore +999999999-01-01T00:00:00Z",
        "retryOf short",
        "payloads perhaps"
      })
  void aFilterThatIsNoneIs400AndNamed(String name, String value) {
    caller()
        .queryParam(name, value)
        .get("/requests")
        .then()
        .statusCode(400)
        .body("details.code", equalTo("MALFORMED"))
        .body("error", containsString(name));
  }

  @Test
  void aParameterThatStandsTwiceOrAgainstAnotherIs400() {
    var id = submitted("{}");

    caller().get("/requests?model=local/echo&modelEndpoint=local/echo").then().statusCode(400);
    caller().get("/requests?page=1&cursor=" + id).then().statusCode(400);
  }

  @Test
  void aLargePayloadIsOnlyMarkedInListsAndWholeInTheItem() {
    var id = submitted("{\"text\": \"" + "x".repeat(40_000) + "\"}");

    list("").body("data[0].input", equalTo(java.util.Map.of("_elided", true)));
    caller().get("/requests/" + id).then().body("input.text.length()", equalTo(40_000));
  }

  // ---------------------------------------------------------------------------------------- items

  @Test
  void anItemTellsItsAttemptsAndTimes() {
    var id = submitted("{}");
    settle(
        claimed(id),
        new Verdict.Retry(Instant.EPOCH, Fault.of(FaultCode.PROVIDER_BROKEN, "it broke")));
    var claim = claimed(id);

    item(id)
        .body("status", equalTo("IN_PROGRESS"))
        .body("attempts.number", contains(1, 2))
        .body("attempts[0].fault.code", equalTo("PROVIDER_BROKEN"))
        .body("attempts[0].fault.message", equalTo("it broke"))
        .body("attempts[1].finishedAt", nullValue())
        .body("attempts[1].fault", nullValue())
        .body("attempts[1].worker", equalTo(WORKER.toString()));
    settle(
        claim,
        new Verdict.Complete(
            "{\"a\":1}",
            List.of(),
            Money.parse("0.0001"),
            Usage.ofOutputs(0, Duration.ofMillis(9))));

    item(id)
        .body("status", equalTo("COMPLETED"))
        .body("output.a", equalTo(1))
        .body("totalPrice", equalTo("0.0001"))
        .body("attempts", hasSize(2))
        .body("attempts[1].worker", equalTo(WORKER.toString()))
        .body("attempts[1].route", equalTo("local"))
        .body("attempts[1].finishedAt", notNullValue())
        .body("timeline.queuedAt", notNullValue())
        .body("timeline.startedAt", notNullValue())
        .body("timeline.upstreamMillis", equalTo(9))
        .body("timeline.settledAt", notNullValue())
        .body("lane", equalTo("normal"))
        .body("public", equalTo(false))
        .body("stored", equalTo(true));
  }

  @Test
  void aRequestCancelledInTheQueueHasNoAttempt() {
    var id = submitted("{}");
    caller().put("/local/echo/requests/" + id + "/cancel").then().statusCode(200);

    item(id)
        .body("attempts", empty())
        .body("error", equalTo("cancelled by the caller"))
        .body("timeline.startedAt", nullValue())
        .body("timeline.settledAt", notNullValue());
  }

  // ----------------------------------------------------------------------------------- visibility

  @Test
  void aPublicRequestIsReadByAnyKeyWithoutWhatIsItsOwnersOwn() {
    var id = submitted("{\"hello\": \"world\", \"metadata\": {\"team\": \"a\"}}");
    completed(id);
    var stranger = callerOf(owner());
    stranger.get("/requests/" + id).then().statusCode(404);

    publish(id, true).body("public", equalTo(true)).body("metadata.team", equalTo("a"));

    var seen = callerOf(owner()).get("/requests/" + id).then().statusCode(200);
    seen.body("input.hello", equalTo("world"))
        .body("status", equalTo("COMPLETED"))
        .body("metadata", nullValue())
        .body("totalPrice", nullValue())
        .body("attempts", hasSize(1))
        .body("attempts.worker", everyItem(nullValue()))
        .body("attempts.route", everyItem(nullValue()));
    assertThat(seen.extract().asString()).doesNotContain(account.toString());
    publish(id, false).body("public", equalTo(false));
    callerOf(owner()).get("/requests/" + id).then().statusCode(404);
  }

  @Test
  void theFilesOfAPublicRequestAreReadByAnyKey() {
    var id = submitted("{}");
    var file = storedFile();
    completed(id, file);
    var path = FileUrl.PATH + file.id() + "/" + file.name();
    callerOf(owner()).redirects().follow(false).get(path).then().statusCode(404);

    publish(id, true);

    callerOf(owner()).redirects().follow(false).get(path).then().statusCode(307);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}", "{\"public\": \"true\"}", "{\"public\": null}", "{\"public\": 1}"})
  void aVisibilityThatIsNoneIs400(String body) {
    var id = submitted("{}");

    caller()
        .body(body)
        .patch("/requests/" + id + "/visibility")
        .then()
        .statusCode(400)
        .body("error", containsString("public"));
  }

  // ---------------------------------------------------------------------------------------- retry

  @Test
  void aRetryIsANewRequestWithTheOldInputAndTerms() {
    var webhook =
        new WebhookTarget("https://93.184.216.34/hook", EnumSet.of(WebhookTarget.Event.COMPLETED));
    var old =
        admitted(Terms.of(Lane.LOW).calling(Optional.of(webhook)).shared(true), "{\"price\":1.50}");
    settle(claimed(old), new Verdict.Fail(Fault.of(FaultCode.PROVIDER_BROKEN, "it broke")));

    String retried =
        caller()
            .post("/requests/" + old + "/retry")
            .then()
            .statusCode(201)
            .header("Location", containsString("/status"))
            .body("status", equalTo("IN_QUEUE"))
            .body("request_id", not(equalTo(old)))
            .extract()
            .path("request_id");

    var item = item(retried);
    item.body("retryOf", equalTo(old))
        .body("lane", equalTo("low"))
        .body("metadata.team", equalTo("a"))
        .body("public", equalTo(false));
    assertThat(item.extract().asString()).contains("\"input\":{\"price\":1.50}");
    assertThat(webhookOf(retried)).isEqualTo("https://93.184.216.34/hook");
    caller().get("/billing/balance").then().body("held", equalTo("0.0001"));
    found("?retryOf=" + old, retried);
  }

  @Test
  void aRetryOfARequestThatHasNotEndedIs409() {
    var id = submitted("{}");

    caller()
        .post("/requests/" + id + "/retry")
        .then()
        .statusCode(409)
        .body("details.code", equalTo("NOT_FINISHED"));
    list("").body("total", equalTo(1));
  }

  @Test
  void aRetryWithoutCreditIs402AndOneOfAPurgedRequestIs410() {
    var id = submitted("{}");
    completed(id);
    run("update account set balance = held where id = $1", account.value());
    caller().post("/requests/" + id + "/retry").then().statusCode(402);

    erase(id).statusCode(200);

    caller()
        .post("/requests/" + id + "/retry")
        .then()
        .statusCode(410)
        .body("details.payloadsPurgedAt", notNullValue());
  }

  // ------------------------------------------------------------------------------------- deletion

  @Test
  void deletedPayloadsAreGoneWithTheirFilesAndTheDeletionMayBeRepeated() throws Exception {
    var id = submitted("{\"secret\": \"in\"}");
    var file = storedFile();
    completed(id, file);
    var signed =
        blobs.signedGet(
            file.key(),
            new BlobStore.Shown(file.name(), file.contentType(), true),
            Duration.ofMinutes(1));
    assertThat(statusOf(signed.toURL().openConnection())).isEqualTo(200);

    erase(id)
        .statusCode(200)
        .body("request_id", equalTo(id))
        .body("payloads_deleted", equalTo(true))
        .body("cdn_delete_results", hasSize(1))
        .body("cdn_delete_results[0].url", containsString("/media/" + file.id()))
        .body("cdn_delete_results[0].deleted", equalTo(true))
        .body("cdn_delete_results[0].error", nullValue());

    assertThat(statusOf(signed.toURL().openConnection())).isEqualTo(404);
    caller().get(FileUrl.PATH + file.id() + "/" + file.name()).then().statusCode(404);
    String purgedAt =
        caller()
            .get("/local/echo/requests/" + id)
            .then()
            .statusCode(410)
            .header("x-should-retry", equalTo("false"))
            .body("details.code", equalTo("GONE"))
            .extract()
            .path("details.payloadsPurgedAt");
    item(id)
        .body("status", equalTo("COMPLETED"))
        .body("input", equalTo(java.util.Map.of()))
        .body("output", equalTo(java.util.Map.of()))
        .body("payloadsPurgedAt", equalTo(purgedAt))
        .body("totalPrice", equalTo("0.0001"));
    caller()
        .delete("/local/echo/requests/" + id + "/payloads")
        .then()
        .statusCode(200)
        .body("cdn_delete_results", empty());
    item(id).body("payloadsPurgedAt", equalTo(purgedAt));
    assertThat(run("select 1 from request_payload where request_id = $1", idOf(id).value()))
        .isZero();
    assertThat(run("select 1 from file where request_id = $1", idOf(id).value())).isZero();
  }

  @Test
  void theBytesOfDeletedFilesAreDoomedUntilTheStoreHasDeletedThem() {
    var id = submitted("{}");
    var file = storedFile();
    completed(id, file);
    var thumbnail = "thumbnails/" + account.value() + "/" + file.id();
    run(
        "update file set thumbnail = 'made', thumbnail_type = 'image/png' where id = $1",
        file.id());
    blobs.put(thumbnail, "image/png", new byte[] {1}).await().atMost(SOON);
    var away = new BlobsInMemory();
    away.away(true);

    var erased =
        new PayloadEraser(desk, purge, doomed, away, InstantSource.system())
            .erase(account, id, new PublicUrl("https://api.example.com"))
            .await()
            .atMost(SOON);

    assertThat(erased.files()).hasSize(1);
    assertThat(erased.files().getFirst().deleted()).isFalse();
    assertThat(erased.files().getFirst().error()).isNotNull();
    caller().get(FileUrl.PATH + file.id() + "/" + file.name()).then().statusCode(404);
    assertThat(doomed(file.key())).isEqualTo(1);
    assertThat(doomed(thumbnail)).isEqualTo(1);
  }

  @Test
  void aDeletionDeletesThumbnailsTooAndDoomsNothingThatIsGone() {
    var id = submitted("{}");
    var file = storedFile();
    completed(id, file);
    var thumbnail = "thumbnails/" + account.value() + "/" + file.id();
    run(
        "update file set thumbnail = 'made', thumbnail_type = 'image/png' where id = $1",
        file.id());
    blobs.put(thumbnail, "image/png", new byte[] {1}).await().atMost(SOON);

    erase(id).statusCode(200).body("cdn_delete_results[0].deleted", equalTo(true));

    assertThat(blobs.head(thumbnail).await().atMost(SOON)).isEmpty();
    assertThat(blobs.head(file.key()).await().atMost(SOON)).isEmpty();
    assertThat(doomed(file.key()) + doomed(thumbnail)).isZero();
  }

  private int doomed(String key) {
    return run("select 1 from doomed_object where object_key = $1", key);
  }

  @Test
  void payloadsAreNotDeletedBeforeTheEndNorWhilePublic() {
    var id = submitted("{\"keep\": \"me\"}");
    erase(id).statusCode(409).body("details.code", equalTo("NOT_FINISHED"));
    completed(id);
    publish(id, true);

    erase(id).statusCode(409).body("details.code", equalTo("CONFLICT"));

    item(id).body("input.keep", equalTo("me"));
  }

  // ------------------------------------------------------------------------------------ retention

  @Test
  void aResultPastItsRetentionIs410WithTheTime() {
    var id = submitted("{}");
    completed(id);
    run(
        "update request set created_at = now() - interval '181 days' where id = $1",
        idOf(id).value());

    caller()
        .get("/local/echo/requests/" + id)
        .then()
        .statusCode(410)
        .body("details.code", equalTo("GONE"))
        .body("details.payloadsPurgedAt", notNullValue());
    item(id).body("payloadsPurgedAt", notNullValue()).body("input", equalTo(java.util.Map.of()));
  }

  @Test
  void aPlanMayKeepPayloadsForAShorterTime() {
    run("update account set plan = 'brief' where id = $1", account.value());
    var id = submitted("{\"keep\": \"me\"}");
    completed(id);
    item(id).body("input.keep", equalTo("me"));

    run(
        "update request set finished_at = finished_at - interval '25 hours' where id = $1",
        idOf(id).value());

    caller()
        .get("/local/echo/requests/" + id)
        .then()
        .statusCode(410)
        .body("details.code", equalTo("GONE"))
        .body("details.payloadsPurgedAt", notNullValue());
    caller().post("/requests/" + id + "/retry").then().statusCode(410);
    item(id).body("payloadsPurgedAt", notNullValue()).body("input", equalTo(java.util.Map.of()));
    list("").body("data[0].input", equalTo(java.util.Map.of()));
  }

  @Test
  void anOutputNotToBeStoredIsReadForAShortWhile() {
    var id = admitted(Terms.of(Lane.NORMAL).stored(false), "{\"hello\":\"world\"}");
    var claim = claimed(id);
    assertThat(claim.input()).isEqualTo("{\"hello\":\"world\"}");
    settle(
        claim,
        new Verdict.Complete(
            "{\"out\":1}", List.of(), Money.ZERO, Usage.ofOutputs(0, Duration.ZERO)));

    caller()
        .get("/local/echo/requests/" + id)
        .then()
        .statusCode(200)
        .body("output.out", equalTo(1))
        .body("input", equalTo(java.util.Map.of()));
    item(id).body("stored", equalTo(false)).body("output.out", equalTo(1));
    caller().post("/requests/" + id + "/retry").then().statusCode(410);

    run(
        "update request set finished_at = finished_at - interval '16 minutes' where id = $1",
        idOf(id).value());
    caller().get("/local/echo/requests/" + id).then().statusCode(410);
    item(id).body("output", equalTo(java.util.Map.of())).body("payloadsPurgedAt", notNullValue());
  }

  // ------------------------------------------------------------------------------------ strangers

  @Test
  void whatIsAnothersIsUnknownEverywhere() {
    var id = submitted("{}");
    completed(id);
    var stranger = owner();

    for (var unknown : List.of(id, "short", "x".repeat(21))) {
      var path = "/requests/" + unknown;
      callerOf(stranger).get(path).then().statusCode(404);
      callerOf(stranger).post(path + "/retry").then().statusCode(404);
      callerOf(stranger).delete(path + "/payloads").then().statusCode(404);
      callerOf(stranger).delete("/local/echo" + path + "/payloads").then().statusCode(404);
      callerOf(stranger)
          .body("{\"public\": true}")
          .patch(path + "/visibility")
          .then()
          .statusCode(404)
          .body("details.code", equalTo("NOT_FOUND"));
    }
    item(id).body("public", equalTo(false)).body("payloadsPurgedAt", nullValue());
  }

  @Test
  void withoutAKeyThereIsNoHistory() {
    given().get("/requests").then().statusCode(401);
    given().delete("/requests/x/payloads").then().statusCode(401);
  }

  // -------------------------------------------------------------------------------------- helpers

  private ValidatableResponse list(String query) {
    return caller().get("/requests" + query).then().statusCode(200);
  }

  private ValidatableResponse item(String id) {
    return caller().get("/requests/" + id).then().statusCode(200);
  }

  private ValidatableResponse erase(String id) {
    return caller().delete("/requests/" + id + "/payloads").then();
  }

  private ValidatableResponse publish(String id, boolean isPublic) {
    return caller()
        .body("{\"public\": %s}".formatted(isPublic))
        .patch("/requests/" + id + "/visibility")
        .then()
        .statusCode(200);
  }

  private void found(String query, String... ids) {
    list(query).body("data.id", equalTo(List.of(ids))).body("total", equalTo(ids.length));
  }

  private void foundBy(String labels, String... ids) {
    caller()
        .queryParam("metadata", labels)
        .get("/requests")
        .then()
        .statusCode(200)
        .body("data.id", equalTo(List.of(ids)));
  }

  private String submitted(String body) {
    return caller()
        .body(body)
        .post("/local/echo")
        .then()
        .statusCode(201)
        .extract()
        .path("request_id");
  }

  /** Admitted with terms of its own, labelled, and priced as local/echo is. */
  private String admitted(Terms terms, String input) {
    var now = Instant.now();
    var submission =
        new Submission(
            RequestId.next(now, ThreadLocalRandom.current()),
            account,
            java.util.UUID.randomUUID(),
            dev.millrace.model.ModelName.parse("local/echo").orElseThrow(),
            terms,
            input,
            Optional.of("{\"team\":\"a\"}"),
            Money.parse("0.0001"),
            "card",
            "test",
            now);
    assertThat(admission.admit(submission).await().atMost(SOON))
        .isInstanceOf(Admission.Result.Admitted.class);
    return submission.id().toString();
  }

  private void completed(String id, StoredFile... files) {
    settle(
        claimed(id),
        new Verdict.Complete(
            "{}", List.of(files), Money.parse("0.0001"), Usage.ofOutputs(0, Duration.ofMillis(1))));
  }

  private StoredFile storedFile() {
    var id = UUID.randomUUID();
    var key = "outputs/test/" + id;
    blobs.put(key, "text/plain", "bytes".getBytes(StandardCharsets.UTF_8)).await().atMost(SOON);
    return new StoredFile(id, key, "a file.txt", "text/plain", 5);
  }

  private Claim claimed(String id) {
    return queue.claim(WORKER, List.of(idOf(id)), Instant.now()).await().atMost(SOON).getFirst();
  }

  private void settle(Claim claim, Verdict verdict) {
    var settled =
        queue
            .settle(List.of(new Verdict.Of(claim, "local", verdict, Instant.now())))
            .await()
            .atMost(SOON);
    assertThat(settled.getFirst().applied()).isTrue();
  }

  private String webhookOf(String id) {
    return rows("select webhook_url from request where id = $1", idOf(id).value())
        .iterator()
        .next()
        .getString("webhook_url");
  }

  private int run(String sql, Object... values) {
    return rows(sql, values).rowCount();
  }

  private io.vertx.sqlclient.RowSet<io.vertx.sqlclient.Row> rows(String sql, Object... values) {
    return pool.preparedQuery(sql)
        .execute(Tuple.from(values))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static int statusOf(java.net.URLConnection connection) throws java.io.IOException {
    return ((HttpURLConnection) connection).getResponseCode();
  }

  private Owner owner() {
    var made =
        given()
            .header("Authorization", "Key " + adminKey)
            .contentType(ContentType.JSON)
            .body("{\"name\": \"test\", \"plan\": \"ultra\", \"credit\": \"1\"}")
            .post("/admin/accounts")
            .then()
            .statusCode(201)
            .extract();
    return new Owner(AccountId.of(made.path("id")), made.path("key"));
  }

  private RequestSpecification caller() {
    return callerWith(key);
  }

  private static RequestSpecification callerOf(Owner owner) {
    return callerWith(owner.key());
  }

  private static RequestSpecification callerWith(String key) {
    return given().header("Authorization", "Key " + key).contentType(ContentType.JSON);
  }

  private static RequestId idOf(String id) {
    return RequestId.parse(id).orElseThrow();
  }
}
