package dev.millrace.postgres.till;

import static dev.millrace.postgres.till.Spending.await;
import static dev.millrace.postgres.till.Spending.granted;
import static dev.millrace.postgres.till.Spending.settle;
import static dev.millrace.till.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.Spender;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.file.StoredFile;
import dev.millrace.money.UsageJson;
import dev.millrace.payload.PayloadStore;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What settled calls leave in the tables. */
class SettledRowsIT {
  private static final Database DATABASE = Database.shared();

  private final PostgresTillStage stage = new PostgresTillStage(DATABASE);
  private final PostgresTill till = Node.on(DATABASE, Map.of()).till();
  private final Spender spender = stage.spender(stage.account("1"));

  @AfterEach
  void stop() {
    till.stop();
  }

  @Test
  void aCompletedCallStandsInTheHistoryWithAllThatExplainsItsCharge() {
    var file = new StoredFile(UUID.randomUUID(), "k/" + UUID.randomUUID(), "a.png", "image/png", 7);
    var call = aCall().charging("0.03").asking("{\"prompt\":\"hello\"}").making(file).make();

    settle(till, granted(till, spender, "0.1"), call);

    var row = request(call.request());
    assertThat(row.getString("status")).isEqualTo("COMPLETED");
    assertThat(row.getBoolean("synchronous")).isTrue();
    assertThat(row.getUUID("key_id")).isEqualTo(spender.key());
    assertThat(row.getLong("held")).isEqualTo(100_000_000L);
    assertThat(row.getLong("charged")).isEqualTo(30_000_000L);
    assertThat(row.getString("rate_card")).isEqualTo("card-1");
    assertThat(UsageJson.read(row.getString("usage_text"))).isEqualTo(call.usage().orElseThrow());
    assertThat(row.getString("route")).isEqualTo("local");
    assertThat(row.getInteger("attempt")).isEqualTo(1);
    assertThat(row.getLong("provider_millis")).isEqualTo(7L);
    assertThat(row.getOffsetDateTime("started_at").toInstant()).isEqualTo(call.startedAt());
    assertThat(row.getOffsetDateTime("finished_at").toInstant()).isEqualTo(call.endedAt());
    assertThat(payload(call.request(), "input")).isEqualTo("{\"prompt\":\"hello\"}");
    assertThat(payload(call.request(), "output")).isEqualTo("{\"answer\":42}");
    assertThat(
            run("select name from file where request_id = $1", call.request())
                .getFirst()
                .getString("name"))
        .isEqualTo("a.png");
    var entry =
        run("select kind, amount, released from ledger_entry where request_id = $1", call.request())
            .getFirst();
    assertThat(entry.getString("kind")).isEqualTo("charge");
    assertThat(entry.getLong("amount")).isEqualTo(-30_000_000L);
    assertThat(entry.getLong("released")).isEqualTo(100_000_000L);
  }

  @Test
  void aFailedCallKeepsItsFaultAndItsAttemptAndReleasesItsHold() {
    var call = aCall().failed().make();

    settle(till, granted(till, spender, "0.1"), call);

    assertThat(request(call.request()).getString("fault_message"))
        .isEqualTo("it said: secret words");
    assertThat(run("select from request_attempt where request_id = $1", call.request())).hasSize(1);
    assertThat(
            run("select kind from ledger_entry where request_id = $1", call.request())
                .getFirst()
                .getString("kind"))
        .isEqualTo("release");
  }

  @Test
  void ofACallThatIsNotToBeStoredOnlyTheOutputIsKeptForAWhile() {
    var call = aCall().notStored().asking("{\"prompt\":\"secret\"}").make();

    settle(till, granted(till, spender, "0.1"), call);

    assertThat(run("select from request_payload where request_id = $1", call.request())).isEmpty();
    assertThat(run("select from unstored_input where request_id = $1", call.request())).isEmpty();
    assertThat(
            run("select body from unstored_output where request_id = $1", call.request())
                .getFirst()
                .getString("body"))
        .isEqualTo("{\"answer\":42}");
  }

  @Test
  void aFaultOfACallThatIsNotToBeStoredQuotesNobody() {
    var call = aCall().failed().notStored().make();

    settle(till, granted(till, spender, "0.1"), call);

    assertThat(request(call.request()).getString("fault_message")).doesNotContain("secret");
  }

  @Test
  void aLargeInputLiesInTheStoreAndOneThatIsNotToBeStoredNowhere() {
    var blobs = new BlobsInMemory();
    var large = Node.keeping(DATABASE, PayloadStore.over(blobs, 100, Duration.ofSeconds(10)));
    var input = "{\"prompt\":\"" + "x".repeat(100) + "\"}";
    var stored = aCall().asking(input).make();
    var unstored = aCall().asking(input).notStored().make();

    settle(large, granted(large, spender, "0.1"), stored);
    settle(large, granted(large, spender, "0.1"), unstored);

    var key = "payloads/%s/input".formatted(stored.request().value());
    assertThat(
            run(
                "select object_key, body from request_payload where request_id = $1 and kind ="
                    + " 'input'",
                stored.request()))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getString("object_key")).isEqualTo(key);
              assertThat(row.getString("body")).isNull();
            });
    assertThat(payload(stored.request(), "output")).isEqualTo("{\"answer\":42}");
    assertThat(blobs.keys()).containsExactly(key);
    large.stop();
  }

  /** PostgreSQL's text holds no NUL. */
  @Test
  void aCallThatTheDatabaseRefusesDoesNotTakeItsNeighboursAlong() {
    var one = granted(till, spender, "0.1");
    var bad = granted(till, spender, "0.1");
    var two = granted(till, spender, "0.1");
    var refused = aCall().charging("0.1").asking("{\"a\":\"\0\"}").make();

    await(
        Uni.join()
            .all(
                till.settle(one, aCall().charging("0.1").make()),
                till.settle(bad, refused),
                till.settle(two, aCall().charging("0.1").make()))
            .andFailFast());

    await(till.giveBackAll());
    assertThat(request(refused.request()).getString("status")).isEqualTo("FAILED");
    assertThat(request(refused.request()).getString("fault_code")).isEqualTo("UNKNOWN");
    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("0.8", "0"));
  }

  private static Row request(RequestId request) {
    return run("select r.*, usage::text as usage_text from request r where id = $1", request)
        .getFirst();
  }

  private static String payload(RequestId request, String kind) {
    return DATABASE
        .run(
            "select body from request_payload where request_id = $1 and kind = $2",
            request.value(),
            kind)
        .getFirst()
        .getString("body");
  }

  private static List<Row> run(String sql, RequestId request) {
    return DATABASE.run(sql, request.value());
  }
}
