package dev.millrace.worker;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobStore;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.file.RequestFiles;
import dev.millrace.model.Catalogue;
import dev.millrace.money.Money;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.queue.Admission;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an upstream gets of the files that inputs name: it really reads them. */
@QuarkusTest
@TestProfile(FilesProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class InputFilesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] PICTURE = {1, 2, 3, 4, 5};
  private static final String REPLY = "{'choices': []}";
  private static final Vertx VERTX = Vertx.vertx();
  private static FakeUpstream upstream;

  @Inject Admission admission;
  @Inject Requests requests;
  @Inject Catalogue catalogue;
  @Inject BlobStore blobs;
  @Inject Pool pool;

  private AccountId account;

  @BeforeEach
  void anAccount() throws IOException {
    if (upstream == null) {
      upstream = new FakeUpstream(VERTX, FilesProfile.port());
    }
    upstream.forget();
    account = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    rows(
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2,"
            + " now())",
        Tuple.of(account.value(), Money.parse("1").nanos()));
  }

  @AfterAll
  static void close() {
    upstream.close();
    upstream = null;
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void anUpstreamReadsAFileOfOursByTheUrlThatItGets() {
    var read = new AtomicReference<HttpResponse<byte[]>>();
    upstream.on(
        "POST /chat/completions",
        asked ->
            Thread.startVirtualThread(
                () -> {
                  read.set(get(asked.json().getString("image_url")));
                  asked.answer(200, REPLY);
                }));
    var file = file(PICTURE);

    var ended = run("test/look", FileUrl.stored(file, "a.png"), file);

    assertThat(ended.status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(read.get().statusCode()).isEqualTo(200);
    assertThat(read.get().body()).isEqualTo(PICTURE);
    assertThat(read.get().headers().firstValue("Content-Type")).contains("image/png");
    assertThat(usesOf(file)).containsExactly(ended.id().value());
    assertThat(now(requests.payloadsOf(ended.id())).input().orElseThrow())
        .contains(FileUrl.stored(file, "a.png"));
  }

  @Test
  void anUpstreamThatTakesBytesGetsThem() {
    upstream.on("POST /chat/completions", 200, REPLY);
    var file = file(PICTURE);

    var ended = run("test/look-at-bytes", FileUrl.stored(file, "a.png"), file);

    assertThat(ended.status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(given()).isEqualTo(dataUri());
  }

  @Test
  void dataBecomesAUrlThatIsGoneAfterTheAttempt() {
    var read = new AtomicReference<HttpResponse<byte[]>>();
    upstream.on(
        "POST /chat/completions",
        asked ->
            Thread.startVirtualThread(
                () -> {
                  read.set(get(asked.json().getString("image_url")));
                  asked.answer(200, REPLY);
                }));

    var ended = run("test/look-by-url", dataUri());

    assertThat(ended.status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(read.get().body()).isEqualTo(PICTURE);
    await().atMost(SOON).until(() -> get(given()).statusCode() == 404);
    assertThat(
            rows(
                "select 1 from doomed_object where object_key like $1",
                Tuple.of("passing/" + ended.id() + "/%")))
        .hasSize(1);
  }

  @Test
  void whatTheUpstreamSaysOfTheUrlDoesNotReachTheCaller() {
    upstream.on(
        "POST /chat/completions",
        asked ->
            asked.answer(
                400,
                "{'error': {'message': 'no picture at %s'}}"
                    .formatted(asked.json().getString("image_url"))));
    var file = file(PICTURE);

    var fault = run("test/look", FileUrl.stored(file, "a.png"), file).fault().orElseThrow();

    var url = URI.create(given());
    assertThat(fault.code()).isEqualTo(FaultCode.PROVIDER_REJECTED);
    assertThat(fault.message())
        .contains("no picture at")
        .doesNotContain(url.getAuthority(), url.getPath(), "X-Amz");
  }

  @Test
  void aFileThatWasDeletedMeanwhileFailsTheRequestOnce() {
    var never = UUID.randomUUID();

    var ended = run("test/look", FileUrl.stored(never, "a.png"));

    assertThat(ended.status()).isEqualTo(RequestStatus.FAILED);
    assertThat(ended.fault()).map(Fault::code).contains(FaultCode.GONE);
    assertThat(ended.attempt()).isEqualTo(1);
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void aFileOfAnotherAccountIsAsOneThatIsGone() {
    var file = file(PICTURE);
    anotherAccount();

    assertThat(run("test/look", FileUrl.stored(file, "a.png")).fault())
        .map(Fault::code)
        .contains(FaultCode.GONE);
  }

  private void anotherAccount() {
    try {
      anAccount();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String dataUri() {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(PICTURE);
  }

  private static String given() {
    return upstream.asked().getFirst().json().getString("image_url");
  }

  private UUID file(byte[] bytes) {
    var id = UUID.randomUUID();
    var key = "uploads/%s/%s".formatted(account, id);
    now(blobs.put(key, "image/png", bytes));
    rows(
        "insert into file (id, account_id, object_key, name, content_type, size, source,"
            + " created_at) values ($1, $2, $3, 'a.png', 'image/png', $4, 'upload', now())",
        Tuple.of(id, account.value(), key, (long) bytes.length));
    return id;
  }

  private RequestView run(String model, String url, UUID... files) {
    var input = "{\"image_url\":\"%s\"}".formatted(url);
    var submission = priced(aSubmission().of(account).to(model, input).make(), List.of(files));
    assertThat(now(admission.admit(submission))).isInstanceOf(Admission.Result.Admitted.class);
    return await()
        .atMost(SOON)
        .until(
            () -> now(requests.find(account, submission.id())).orElseThrow(),
            view -> view.status().isTerminal());
  }

  /** By the card of this catalogue. */
  private Submission priced(Submission plain, List<UUID> files) {
    return new Submission(
        plain.id(),
        plain.account(),
        plain.key(),
        plain.model(),
        plain.terms(),
        plain.input(),
        plain.metadata(),
        plain.hold(),
        catalogue.find(plain.model()).orElseThrow().priced().version(),
        new RequestFiles(files, Optional.empty()),
        plain.basis(),
        plain.correlationId(),
        plain.at());
  }

  private List<UUID> usesOf(UUID file) {
    return rows("select request_id from file_use where file_id = $1", Tuple.of(file)).stream()
        .map(row -> row.getUUID("request_id"))
        .toList();
  }

  private static HttpResponse<byte[]> get(String url) {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(SOON).build(),
          BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private List<Row> rows(String sql, Tuple values) {
    return StreamSupport.stream(now(pool.preparedQuery(sql).execute(values)).spliterator(), false)
        .toList();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
