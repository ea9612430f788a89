package dev.millrace.postgres.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.queue.Submissions;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import io.vertx.pgclient.PgException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nonsense that the schema refuses, whoever tries. */
class SchemaIT {
  private static final String CHARGE =
      "insert into ledger_entry (account_id, at, kind, amount, request_id, rate_card, reason) values ($1, now(), 'charge', -1, $2, 'card', 'model')";

  private final Database database = Database.shared();
  private final PostgresStage stage = new PostgresStage(database);

  @Test
  void aSecondChargeForOneRequestIsRefused() {
    var account = stage.account("1");
    var request = UUID.randomUUID();
    database.run(CHARGE, account.value(), request);

    refused(() -> database.run(CHARGE, account.value(), request), "ledger_entry_one_end");
  }

  @Test
  void aChargeWithoutARequestIsRefused() {
    var account = stage.account("1");

    refused(
        () ->
            database.run(
                "insert into ledger_entry (account_id, at, kind, amount, reason) values ($1, now(), 'charge', -1, 'x')",
                account.value()),
        "ledger_entry_names_request");
  }

  @ParameterizedTest
  @CsvSource({"credit, -1", "credit, 0", "charge, 1", "refund, -1", "adjustment, 0"})
  void anEntryWithTheWrongSignIsRefused(String kind, long amount) {
    var account = stage.account("1");

    refused(
        () ->
            database.run(
                "insert into ledger_entry (account_id, at, kind, amount, request_id, rate_card, reason) values ($1, now(), $2, $3, $4, 'card', 'x')",
                account.value(),
                kind,
                amount,
                UUID.randomUUID()),
        "ledger_entry_sign");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update ledger_entry set amount = -2 where request_id = $1",
        "delete from ledger_entry where request_id = $1"
      })
  void theLedgerIsNeitherChangedNorDeleted(String sql) {
    var request = UUID.randomUUID();
    database.run(CHARGE, stage.account("1").value(), request);

    assertThatThrownBy(() -> database.run(sql, request))
        .rootCause()
        .hasMessageContaining("ledger_entry is append-only");
    assertThat(database.run("select amount from ledger_entry where request_id = $1", request))
        .singleElement()
        .satisfies(row -> assertThat(row.getLong("amount")).isEqualTo(-1));
  }

  @Test
  void aBalanceBelowItsHoldsIsRefused() {
    var account = stage.account("1");
    admitted(account);

    refused(
        () -> database.run("update account set balance = held - 1 where id = $1", account.value()),
        "account_covers_its_holds");
  }

  @Test
  void negativeHoldsAreRefused() {
    var account = stage.account("1");

    refused(
        () -> database.run("update account set held = -1 where id = $1", account.value()),
        "account_holds_not_negative");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "status = 'IN_PROGRESS' | request_worker_matches",
        "worker_id = gen_random_uuid() | request_worker_matches",
        "status = 'COMPLETED' | request_end_matches",
        "finished_at = now() | request_end_matches",
        "status = 'FAILED', finished_at = now() | request_fault_matches",
        "status = 'COMPLETED', finished_at = now(), charged = held + 1 | request_charge_within_hold",
        "status = 'CANCELLED', finished_at = now(), charged = 1 | request_only_completed_pays",
        "charged = 1 | request_only_completed_pays",
        "charged = -1 | request_charge_within_hold",
        "status = 'LOST' | request_status_known",
        "lane = 'fast' | request_lane_known",
        "deferrals = 1 | request_counts",
      })
  void aRequestInAStateThatCannotBeIsRefused(String change, String constraint) {
    var request = admitted(stage.account("1"));

    refused(
        () -> database.run("update request set " + change + " where id = $1", request.value()),
        constraint);
  }

  @Test
  void anInputIsWrittenOnce() {
    var request = admitted(stage.account("1"));

    refused(
        () ->
            database.run(
                "insert into request_payload (request_id, kind, body) values ($1, 'input', '{}')",
                request.value()),
        "_pkey");
  }

  @Test
  void noTransitionWritesAnIndex() {
    var indexed =
        database.run(
            """
            select a.attname as name from pg_index i
              join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                              and d.refclassid = 'pg_class'::regclass and d.refobjid = i.indrelid
              join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
             where i.indrelid = 'request'::regclass
            """);

    assertThat(indexed)
        .extracting(row -> row.getString("name"))
        .contains("metadata")
        .isSubsetOf(
            "id", "account_id", "lane", "dispatch_partition", "dispatch_offset", "metadata");
  }

  private RequestId admitted(AccountId account) {
    var submission = Submissions.aSubmission().of(account).make();
    stage.admit(submission);
    return submission.id();
  }

  private static void refused(ThrowingCallable change, String constraint) {
    assertThatThrownBy(change)
        .rootCause()
        .isInstanceOfSatisfying(
            PgException.class, e -> assertThat(e.getConstraint()).endsWith(constraint));
  }
}
