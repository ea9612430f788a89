package dev.millrace.worker;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobStore;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
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
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of files that an upstream keeps for a moment only. */
@QuarkusTest
@TestProfile(FilesProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class OutputFilesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] PICTURE = picture(1000, 500);
  private static final Vertx VERTX = Vertx.vertx();
  private static FakeUpstream upstream;

  @Inject Admission admission;
  @Inject Requests requests;
  @Inject BlobStore blobs;
  @Inject Catalogue catalogue;
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
  void aPictureThatTheUpstreamGivesOnceIsStoredMeasuredAndCharged() {
    var given = new AtomicInteger();
    draws("/out/picture.png?key=1");
    upstream.on(
        "GET /out/picture.png?key=1",
        asked -> {
          boolean isFirst = given.incrementAndGet() == 1;
          asked
              .response()
              .setStatusCode(isFirst ? 200 : 410)
              .putHeader("Content-Type", "image/png")
              .end(Buffer.buffer(isFirst ? PICTURE : new byte[0]));
        });

    var ended = run();

    assertThat(ended.status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(given).hasValue(1);
    var file =
        rows(
                "select id, object_key, name, content_type, size, source from file where request_id"
                    + " = $1",
                Tuple.of(ended.id().value()))
            .getFirst();
    assertThat(file.getString("name")).isEqualTo("picture.png");
    assertThat(file.getString("content_type")).isEqualTo("image/png");
    assertThat(file.getLong("size")).isEqualTo(PICTURE.length);
    assertThat(now(blobs.bytes(file.getString("object_key"), 1 << 20)).orElseThrow())
        .isEqualTo(PICTURE);
    assertThat(now(requests.payloadsOf(ended.id())).output().orElseThrow())
        .isEqualTo("{\"images\":[\"" + FileUrl.stored(file.getUUID("id"), "picture.png") + "\"]}");
    assertThat(ended.charged()).isEqualTo(Money.parse("0.00005"));
  }

  @Test
  void aPictureThatIsGoneIsMadeOnceMoreAndThenTheRequestFailsForNothing() {
    draws("/out/gone.png");

    var ended = run();

    assertThat(ended.status()).isEqualTo(RequestStatus.FAILED);
    assertThat(ended.fault()).map(Fault::code).contains(FaultCode.PROVIDER_BROKEN);
    assertThat(ended.attempt()).isEqualTo(2);
    assertThat(ended.charged()).isEqualTo(Money.ZERO);
    assertThat(rows("select 1 from file where account_id = $1", Tuple.of(account.value())))
        .isEmpty();
  }

  private static void draws(String path) {
    upstream
        .on("POST /runs", 201, "{'id':'r1'}")
        .on(
            "GET /runs/r1",
            200,
            "{'state':'done','output':{'images':['%s%s']}}".formatted(upstream.url(), path));
  }

  private RequestView run() {
    var submission = submission();
    assertThat(now(admission.admit(submission))).isInstanceOf(Admission.Result.Admitted.class);
    return await()
        .atMost(SOON)
        .until(
            () -> now(requests.find(account, submission.id())).orElseThrow(),
            view -> view.status().isTerminal());
  }

  /** Quoted from the model's own card, so that it is charged by what was made. */
  private Submission submission() {
    var plain = aSubmission().of(account).to("test/draw", "{}").holding("0.01").make();
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
        plain.correlationId(),
        plain.at());
  }

  private static byte[] picture(int width, int height) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private List<Row> rows(String sql, Tuple values) {
    return StreamSupport.stream(now(pool.preparedQuery(sql).execute(values)).spliterator(), false)
        .toList();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
