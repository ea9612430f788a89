package dev.millrace.postgres.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistoryPage;
import dev.millrace.history.HistorySlice;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a search costs at the most, and what labels cost those that have none. */
class PostgresHistoryIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final HistorySlice TEN = new HistorySlice(Optional.empty(), 0, 10);

  private final Database database = Database.shared();
  private final PostgresStage stage = new PostgresStage(database);

  @Test
  void countingStopsAtItsBoundAndSaysSo() {
    var account = stage.account("1");
    admitted(account, HistorySlice.DEEPEST + 5, null);

    var page = list(account, HistoryFilter.NONE, Map.of());

    assertThat(page.requests()).hasSize(10);
    assertThat(page.hasMore()).isTrue();
    assertThat(page.total()).isEqualTo(HistorySlice.DEEPEST);
    assertThat(page.totalIsCapped()).isTrue();
  }

  @Test
  void countingThatTakesTooLongIsGivenUpAndTheListStands() {
    var account = stage.account("1");
    admitted(account, HistorySlice.DEEPEST + 5, null);

    var page =
        list(account, HistoryFilter.NONE, Map.of("millrace.history.count-within", "PT0.001S"));

    assertThat(page.requests()).hasSize(10);
    assertThat(page.total()).isEqualTo(11);
    assertThat(page.totalIsCapped()).isTrue();
  }

  @Test
  void aSearchThatTakesTooLongIsRefusedWithWordsThatHelp() {
    var account = stage.account("1");
    admitted(account, 10, null);

    var holder = database.pool().getConnection().toCompletionStage().toCompletableFuture().join();
    run(holder, "begin");
    run(holder, "lock table request in access exclusive mode");

    assertThatThrownBy(
            () ->
                list(
                    account,
                    HistoryFilter.NONE,
                    Map.of("millrace.history.search-within", "PT0.2S")))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> {
              assertThat(e.fault().code()).isEqualTo(FaultCode.SEARCH_TOO_WIDE);
              assertThat(e.fault().message()).contains("createdAfter");
            });

    run(holder, "rollback");
    holder.close();
  }

  @Test
  void aRareLabelIsFoundThroughItsIndexWhateverTheDepthOfTheHistory() {
    var account = stage.account("1");
    admitted(account, 3000, null);
    admitted(account, 3, "{\"run\":\"rare\"}");
    admitted(stage.account("1"), 3, "{\"run\":\"rare\"}");
    database.run("analyze request");

    var plan =
        String.join(
            "\n",
            database
                .run(
                    """
                    explain select id from request
                     where account_id = '%1$s'
                       and request_labels(account_id, metadata) @> request_labels('%1$s', '{"run":"rare"}')
                       and metadata @> '{"run":"rare"}'
                     order by id desc limit 11
                    """
                        .formatted(account.value()))
                .stream()
                .map(row -> row.getString(0))
                .toList());
    var page = list(account, labelled("{\"run\":\"rare\"}"), Map.of());

    assertThat(plan).contains("request_by_label");
    assertThat(page.requests()).hasSize(3).allMatch(r -> r.account().equals(account));
    assertThat(page.total()).isEqualTo(3);
  }

  @Test
  void noTransitionOfALabelledRequestWritesAnIndex() {
    var account = stage.account("1");
    admitted(account, 1, "{\"team\":\"a\"}");
    var connection =
        database.pool().getConnection().toCompletionStage().toCompletableFuture().join();
    run(connection, "begin");
    var before = updates(connection);
    run(
        connection,
        "update request set status = 'IN_PROGRESS', attempt = 1, sequence = 1, worker_id = gen_random_uuid() where account_id = '%s'"
            .formatted(account.value()));
    run(
        connection,
        "update request set status = 'COMPLETED', sequence = 2, worker_id = null, finished_at = now(), settled_by = gen_random_uuid(), public = true, payloads_purged_at = now() where account_id = '%s'"
            .formatted(account.value()));

    var after = updates(connection);
    run(connection, "rollback");
    connection.close();

    assertThat(after.all() - before.all()).isEqualTo(2);
    assertThat(after.hot() - before.hot()).isEqualTo(2);
  }

  private record Updates(long all, long hot) {}

  /** The session's own counts, among them those of earlier transactions not reported yet. */
  private static Updates updates(SqlConnection connection) {
    var counts =
        run(
                connection,
                "select pg_stat_get_xact_tuples_updated('request'::regclass) as updated,"
                    + " pg_stat_get_xact_tuples_hot_updated('request'::regclass) as hot")
            .iterator()
            .next();
    return new Updates(counts.getLong("updated"), counts.getLong("hot"));
  }

  private static io.vertx.sqlclient.RowSet<io.vertx.sqlclient.Row> run(
      SqlConnection connection, String sql) {
    return connection.query(sql).execute().toCompletionStage().toCompletableFuture().join();
  }

  private HistoryPage list(AccountId account, HistoryFilter filter, Map<String, String> settings) {
    return new PostgresHistory(database.pool(), Settings.of(HistoryConfig.class, settings))
        .list(account, filter, TEN)
        .await()
        .atMost(SOON);
  }

  private static HistoryFilter labelled(String labels) {
    return new HistoryFilter(
        Set.<RequestStatus>of(),
        Optional.empty(),
        Optional.of(labels),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Many requests in one statement, without payloads. */
  private void admitted(AccountId account, int count, String metadata) {
    database
        .pool()
        .preparedQuery(
            """
            insert into request (id, account_id, model, lane, status, dispatch_partition,
                                 dispatch_offset, held, rate_card, created_at, correlation_id, metadata)
            select uuidv7(), $1, 'local/echo', 'normal', 'IN_QUEUE', 0, 0, 0, 'card', now(), 'test',
                   $3::text::jsonb
              from generate_series(1, $2)
            """)
        .execute(Tuple.of(account.value(), count, metadata))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }
}
