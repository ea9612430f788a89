package dev.millrace.api.files.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.api.testing.Callers;
import dev.millrace.blob.BlobStore;
import dev.millrace.blob.FileUrl;
import dev.millrace.id.UuidV7;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files over HTTP: found, shown, changed, tagged, deleted. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class FilesIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject Pool pool;
  @Inject BlobStore blobs;

  private long made;
  private Callers.Caller caller;
  private Callers.Caller stranger;

  @BeforeEach
  void twoAccounts() {
    caller = Callers.with("1");
    stranger = Callers.with("0");
  }

  // ---------------------------------------------------------------------------------------- shown

  @Test
  void aFileIsShownAsModelRunnerShowsItAndMore() {
    var id = file(caller, "my cat.png", "image/png");

    get("/files/" + id)
        .statusCode(200)
        .body("id", equalTo(id.toString()))
        .body("url", containsString("/media/" + id + "/my%20cat.png"))
        .body("thumbnailUrl", containsString("/media/" + id + "/thumbnail"))
        .body("userId", equalTo(caller.account()))
        .body("name", equalTo("my cat.png"))
        .body("mimeType", equalTo("image/png"))
        .body("sizeBytes", equalTo(7))
        .body("storageKey", equalTo(key(caller, id)))
        .body("source", equalTo("upload"))
        .body("createdAt", notNullValue())
        .body("expiresAt", nullValue())
        .body("public", equalTo(false))
        .body("isFavorited", equalTo(false))
        .body("tags", empty())
        .body("requests", empty());
    get("/files/" + file(caller, "a.txt", "text/plain")).body("thumbnailUrl", nullValue());
  }

  @Test
  void aFileTellsTheRequestsThatMadeAndTookIt() {
    var request = submitted("{}");
    var maker = submitted("{}");
    var id = file(caller, "x.png", "image/png");
    sql("update file set request_id = $2, source = 'output' where id = $1", id, uuid(maker));
    sql(
        "insert into file_use (file_id, request_id, position) values ($1, $2, 3)",
        id,
        uuid(request));

    get("/files/" + id)
        .body("source", equalTo("request_output"))
        .body("requests.requestId", contains(maker, request))
        .body("requests.role", contains("output", "input"))
        .body("requests.position", contains(0, 3))
        .body("requests[0].createdAt", notNullValue());
    get("/files?requestId=" + request + "&role=input").body("items.id", contains(id.toString()));
    get("/files?requestId=" + request + "&role=output").body("items", empty());
    get("/files?sources=input").body("items.id", contains(id.toString()));
    get("/files?sources=upload").body("items", empty());
  }

  @Test
  void aFileIsFoundByItsUrlInEachForm() {
    var id = file(caller, "x.png", "image/png");
    String url = get("/files/" + id).extract().path("url");

    for (var form :
        List.of(url, FileUrl.stored(id, "x.png"), FileUrl.stored(id, "other name"), url + "?x=1")) {
      caller
          .call()
          .queryParam("url", form)
          .get("/files/by-url")
          .then()
          .statusCode(200)
          .body("id", equalTo(id.toString()));
    }
    for (var none :
        List.of(
            "https://elsewhere.example/media/" + id + "/x.png",
            "x",
            url.replace(id.toString(), "a"))) {
      caller.call().queryParam("url", none).get("/files/by-url").then().statusCode(404);
    }
    get("/files/by-url").statusCode(400);
  }

  // ---------------------------------------------------------------------------------------- lists

  @Test
  void listsComeByPageAndByCursorInBothOrders() {
    var ids =
        IntStream.range(0, 5)
            .mapToObj(i -> file(caller, "f" + i, "text/plain").toString())
            .toList();

    get("/files?limit=2")
        .body("items.id", equalTo(ids.reversed().subList(0, 2)))
        .body("pagination.page", equalTo(1))
        .body("pagination.limit", equalTo(2))
        .body("pagination.total", equalTo(5))
        .body("pagination.totalPages", equalTo(3))
        .body("pagination.totalIsCapped", equalTo(false));
    get("/files?limit=2&page=3&order=oldest")
        .body("items.id", contains(ids.get(4)))
        .body("nextCursor", nullValue());
    get("/files").body("pagination.limit", equalTo(20)).body("items", hasSize(5));
    assertThat(walked("&order=oldest")).containsExactlyElementsOf(ids);
    assertThat(walked("")).containsExactlyElementsOf(ids.reversed());
  }

  private List<String> walked(String order) {
    var walked = new ArrayList<String>();
    String cursor = "";
    while (cursor != null) {
      var page = get("/files?limit=2" + order + cursor);
      walked.addAll(page.extract().<List<String>>path("items.id"));
      String next = page.extract().path("nextCursor");
      cursor = next == null ? null : "&cursor=" + next;
    }
    return walked;
  }

  @Test
  void filtersAndFacetsAgree() {
    var cat = file(caller, "100%_cat.png", "image/png");
    var dog = file(caller, "dog.txt", "text/plain");
    var tag = tag(cat, "{\"name\": \"Pets\"}").statusCode(201).extract().<String>path("id");
    caller.call().post("/files/" + dog + "/favorite").then().statusCode(204);

    found("q", "0%_C", cat);
    found("q", "nothing");
    found("mimeTypePrefix", "image/", cat);
    found("favoritesOnly", "true", dog);
    found("tagIds", tag, cat);
    found("tagIds", UUID.randomUUID().toString());
    get("/files?tagIds=" + tag + "&tagIds=" + UUID.randomUUID() + "&tagRule=all")
        .body("items", empty());
    get("/files?sources=upload&sources=output").body("items", hasSize(2));
    get("/files/facets")
        .statusCode(200)
        .body(
            "",
            equalTo(
                Map.of(
                    "all",
                    2,
                    "favorites",
                    1,
                    "uploads",
                    2,
                    "outputs",
                    0,
                    "inputs",
                    0,
                    "external",
                    0,
                    "areCapped",
                    false)));
    get("/files/facets?tagIds=" + tag).body("all", equalTo(1)).body("favorites", equalTo(0));
  }

  private void found(String name, String value, UUID... ids) {
    caller
        .call()
        .queryParam(name, value)
        .get("/files")
        .then()
        .statusCode(200)
        .body("items.id", equalTo(List.of(ids).stream().map(UUID::toString).toList()))
        .body("pagination.total", equalTo(ids.length));
  }

  @ParameterizedTest
  @CsvSource({
    "sources,x",
    "source,x",
    "tagIds,x",
    "tagRule,some",
    "favoritesOnly,perhaps",
    "role,maker",
    "requestId,short",
    "order,sideways",
    "page,0",
    "page,x",
    "page,501",
    "limit,0",
    "limit,101",
    "cursor,x",
    "q,a\u0000b"
  })
  void aFilterThatIsNoneIs400AndNamed(String name, String value) {
    caller
        .call()
        .queryParam(name, value)
        .get("/files")
        .then()
        .statusCode(400)
        .body("details.code", equalTo("MALFORMED"))
        .body("error", containsString(name));
  }

  // ------------------------------------------------------------------------------------- changed

  @Test
  void favouritesComeAndGoAsOftenAsOneLikes() {
    var id = file(caller, "x", "text/plain");

    for (int times = 0; times < 2; times++) {
      caller.call().post("/files/" + id + "/favorite").then().statusCode(204);
    }
    get("/files/" + id).body("isFavorited", equalTo(true));
    for (int times = 0; times < 2; times++) {
      caller.call().delete("/files/" + id + "/favorite").then().statusCode(204);
    }
    get("/files/" + id).body("isFavorited", equalTo(false));
  }

  @Test
  void aFileIsMadePublicAndCalledOtherwise() {
    var id = file(caller, "x.png", "image/png");

    patch(id, "{\"public\": true}")
        .statusCode(200)
        .body("public", equalTo(true))
        .body("name", equalTo("x.png"));
    patch(id, "{\"name\": \"../../etc/p\\u202egnp.exe\"}")
        .statusCode(200)
        .body("public", equalTo(true))
        .body("name", equalTo("pgnp.exe"));
    for (var body :
        List.of("{}", "{\"public\": \"yes\"}", "{\"name\": \"  \"}", "[]", "{\"name\": 5.5e, ")) {
      assertThat(patch(id, body).extract().statusCode()).isBetween(400, 422);
    }
    get("/files/" + id).body("public", equalTo(true)).body("name", equalTo("pgnp.exe"));
  }

  @Test
  void tagsAreMadeOncePutOnFilesTakenOffAndDeleted() {
    var id = file(caller, "x", "text/plain");
    String made =
        post("/tags", "{\"name\": \" Holiday \"}")
            .statusCode(201)
            .body("name", equalTo("Holiday"))
            .extract()
            .path("id");

    post("/tags", "{\"name\": \"hOLIDAY\"}").statusCode(201).body("id", equalTo(made));
    tag(id, "{\"tagId\": \"" + made + "\"}").statusCode(201).body("name", equalTo("Holiday"));
    tag(id, "{\"name\": \"HOLIDAY\"}").statusCode(201).body("id", equalTo(made));
    tag(id, "{\"name\": \"beach\"}").statusCode(201);
    get("/tags")
        .body("items.name", contains("beach", "Holiday"))
        .body("items.count", contains(1, 1));
    get("/files/" + id).body("tags.name", contains("beach", "Holiday"));

    for (int times = 0; times < 2; times++) {
      caller.call().delete("/files/" + id + "/tags/" + made).then().statusCode(204);
    }
    caller.call().delete("/tags/" + made).then().statusCode(204);
    caller.call().delete("/tags/" + made).then().statusCode(404);
    get("/files/" + id).body("tags.name", contains("beach"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "a\\u0000b",
        "a\\nb",
        "a\\u202eb",
        "\\ud800",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void aNameThatNoTagMayHaveIsRefused(String name) {
    post("/tags", "{\"name\": \"" + name + "\"}")
        .statusCode(422)
        .body("details.validationErrors[0].path", contains("name"));
    get("/tags").body("items", empty());
  }

  @Test
  void exactlyOneOfTagAndNameIsWanted() {
    var id = file(caller, "x", "text/plain");

    for (var body : List.of("{}", "{\"tagId\": \"" + UUID.randomUUID() + "\", \"name\": \"a\"}")) {
      tag(id, body).statusCode(422);
    }
    tag(id, "{\"tagId\": \"" + UUID.randomUUID() + "\"}").statusCode(404);
    tag(id, "{\"tagId\": \"x\"}").statusCode(404);
  }

  // ------------------------------------------------------------------------------------- deleted

  @Test
  void aDeletedFileIsUnknownAtOnceAndItsObjectIsDoomed() {
    var id = file(caller, "x.png", "image/png");
    String url = get("/files/" + id).extract().path("url");

    caller.call().delete("/files/" + id).then().statusCode(204);

    assertThat(sql("select from doomed_object where object_key = $1", key(caller, id))).hasSize(1);
    get("/files/" + id).statusCode(404);
    get("/files").body("items", empty());
    caller
        .call()
        .redirects()
        .follow(false)
        .get(url.substring(url.indexOf("/media/")))
        .then()
        .statusCode(404);
    caller.call().queryParam("url", url).get("/files/by-url").then().statusCode(404);
    caller.call().delete("/files/" + id).then().statusCode(404);
  }

  @Test
  void anExpiredFileIs410AndCanBeDeletedForGood() {
    var id = file(caller, "x", "text/plain");
    sql("update file set expired_at = now() where id = $1", id);

    get("/files/" + id).statusCode(410).body("details.code", equalTo("GONE"));
    caller.call().post("/files/" + id + "/favorite").then().statusCode(410);
    get("/files").body("items", empty());
    caller.call().delete("/files/" + id).then().statusCode(204);
    get("/files/" + id).statusCode(404);
  }

  @Test
  void anUploadWhoseBytesAreThereIsAFileOnceItIsUsed() {
    var seen = upload("seen");
    var deleted = upload("deleted");
    var marked = upload("marked");

    get("/files/" + seen)
        .statusCode(200)
        .body("name", equalTo("seen"))
        .body("sizeBytes", equalTo(7));
    caller.call().delete("/files/" + deleted).then().statusCode(204);
    caller.call().post("/files/" + marked + "/favorite").then().statusCode(204);

    assertThat(
            sql(
                "select from upload where id = any($1)",
                (Object) new UUID[] {seen, deleted, marked}))
        .isEmpty();
    get("/files").body("items.name", contains("marked", "seen"));
  }

  // ------------------------------------------------------------------------------------ strangers

  @Test
  void anothersFileIsLikeNoneInEveryRouteAndNothingChanges() {
    var id = file(stranger, "theirs.png", "image/png");
    String tag =
        stranger
            .call()
            .body("{\"name\": \"theirs\"}")
            .post("/files/" + id + "/tags")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String url = stranger.call().get("/files/" + id).then().extract().path("url");
    var before = stranger.call().get("/files/" + id).then().extract().asString();

    for (var name : List.of(id.toString(), UUID.randomUUID().toString(), "no-id", "1-1-1-1-1")) {
      get("/files/" + name).statusCode(404);
      patch(name, "{\"public\": true, \"name\": \"mine\"}").statusCode(404);
      caller.call().delete("/files/" + name).then().statusCode(404);
      caller.call().post("/files/" + name + "/favorite").then().statusCode(404);
      caller.call().delete("/files/" + name + "/favorite").then().statusCode(404);
      tag(name, "{\"name\": \"mine\"}").statusCode(404);
      tag(name, "{\"tagId\": \"" + tag + "\"}").statusCode(404);
      caller.call().delete("/files/" + name + "/tags/" + tag).then().statusCode(404);
    }
    caller.call().queryParam("url", url).get("/files/by-url").then().statusCode(404);
    caller.call().delete("/tags/" + tag).then().statusCode(404);
    tag(file(caller, "mine", "text/plain"), "{\"tagId\": \"" + tag + "\"}").statusCode(404);
    get("/files?tagIds=" + tag).body("items", empty());
    get("/tags").body("items", empty());

    assertThat(stranger.call().get("/files/" + id).then().extract().asString()).isEqualTo(before);
  }

  @Test
  void withoutAKeyThereIsNothing() {
    for (var path :
        List.of(
            "/files",
            "/files/facets",
            "/files/by-url?url=x",
            "/files/" + UUID.randomUUID(),
            "/tags")) {
      io.restassured.RestAssured.given().get(path).then().statusCode(401);
    }
  }

  // -------------------------------------------------------------------------------------- helpers

  private ValidatableResponse get(String path) {
    return caller.call().get(path).then();
  }

  private ValidatableResponse post(String path, String body) {
    return caller.call().body(body).post(path).then();
  }

  private ValidatableResponse patch(Object id, String body) {
    return caller.call().body(body).patch("/files/" + id).then();
  }

  private ValidatableResponse tag(Object file, String body) {
    return post("/files/" + file + "/tags", body);
  }

  private String submitted(String input) {
    return caller
        .call()
        .body(input)
        .post("/local/echo")
        .then()
        .statusCode(201)
        .extract()
        .path("request_id");
  }

  private static UUID uuid(String request) {
    return RequestId.parse(request).orElseThrow().value();
  }

  private static String key(Callers.Caller owner, UUID id) {
    return "uploads/%s/%s".formatted(owner.account(), id);
  }

  /** Ids of one millisecond have no order. */
  private Instant later() {
    made = Math.max(made + 1, System.currentTimeMillis());
    return Instant.ofEpochMilli(made);
  }

  private UUID file(Callers.Caller owner, String name, String type) {
    var id = UuidV7.next(later(), ThreadLocalRandom.current());
    sql(
        """
        insert into file (id, account_id, object_key, name, content_type, size, source, created_at)
        values ($1, $2, $3, $4, $5, 7, 'upload', now())
        """,
        id,
        UUID.fromString(owner.account()),
        key(owner, id),
        name,
        type);
    return id;
  }

  /** Its bytes were PUT to the store, and nobody was told. */
  private UUID upload(String name) {
    var id = UuidV7.next(later(), ThreadLocalRandom.current());
    blobs.put(key(caller, id), "text/plain", new byte[7]).await().atMost(SOON);
    sql(
        """
        insert into upload (id, account_id, way, object_key, name, content_type, size, largest,
                            created_at, expires_at, look_at)
        values ($1, $2, 'put', $3, $4, 'text/plain', 7, 100, now(), now() + interval '1 hour',
                now() + interval '1 hour')
        """,
        id,
        UUID.fromString(caller.account()),
        key(caller, id),
        name);
    return id;
  }

  private List<Row> sql(String statement, Object... values) {
    return StreamSupport.stream(
            pool.preparedQuery(statement)
                .execute(Tuple.from(values))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join()
                .spliterator(),
            false)
        .toList();
  }
}
