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
      "insert into ledger_entry (account_id, at, kind, amount, request_id, rate_card, reason)"
          + " values ($1, now(), 'charge', -1, $2, 'card', 'model')";

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
  void anEntryOfAnAccountThatIsNotThereIsRefused() {
    refused(
        () -> database.run(CHARGE, UUID.randomUUID(), UUID.randomUUID()),
        "ledger_entry_has_an_account");
  }

  @Test
  void aRequestOfAnAccountThatIsNotThereIsRefused() {
    refused(
        () ->
            database.run(
                "insert into request (id, account_id, model, lane, status, dispatch_partition,"
                    + " dispatch_offset, held, rate_card, created_at, correlation_id) values ($1,"
                    + " $2, 'a/b', 'normal', 'IN_QUEUE', 0, 0, 0, 'card', now(), 'c')",
                UUID.randomUUID(),
                UUID.randomUUID()),
        "request_has_an_account");
  }

  @Test
  void aRequestStaysWithItsAccount() {
    var request = admitted(stage.account("1"));

    refused(
        () ->
            database.run(
                "update request set account_id = $2 where id = $1",
                request.value(),
                stage.account("1").value()),
        "request_keeps_its_account");
  }

  @Test
  void anAccountIsNeitherDeletedNorRenumbered() {
    var account = stage.account("1").value();

    refused(() -> database.run("delete from account where id = $1", account), "account_stays");
    refused(
        () -> database.run("update account set id = $2 where id = $1", account, UUID.randomUUID()),
        "account_keeps_its_id");
  }

  @Test
  void aChargeWithoutARequestIsRefused() {
    var account = stage.account("1");

    refused(
        () ->
            database.run(
                "insert into ledger_entry (account_id, at, kind, amount, reason) values ($1, now(),"
                    + " 'charge', -1, 'x')",
                account.value()),
        "ledger_entry_names_request");
  }

  @ParameterizedTest
  @CsvSource({
    "charge, -1, 5, release, 0, 5",
    "release, 0, 5, charge, -1, 5",
    "release, 0, 5, release, 0, 5"
  })
  void aRequestThatEndsASecondTimeIsRefused(
      String first,
      long firstAmount,
      long firstReleased,
      String again,
      long amount,
      long released) {
    var account = stage.account("1");
    var request = UUID.randomUUID();
    write(account, first, firstAmount, firstReleased, request);

    refused(() -> write(account, again, amount, released, request), "ledger_entry_one_end");
  }

  @Test
  void aSecondRefundForOneRequestIsRefused() {
    var account = stage.account("1");
    var request = UUID.randomUUID();
    write(account, "refund", 1, 0, request);

    refused(() -> write(account, "refund", 1, 0, request), "ledger_entry_one_refund");
  }

  @ParameterizedTest
  @CsvSource({"release, 0, 0", "release, 0, -1", "charge, -1, -1", "credit, 1, 1", "refund, 1, 1"})
  void anEntryThatReleasesWhatItCannotIsRefused(String kind, long amount, long released) {
    var account = stage.account("1");

    refused(
        () -> write(account, kind, amount, released, UUID.randomUUID()),
        "ledger_entry_released_by_ends");
  }

  /** Whoever books a request a second time takes its own transaction down, and nothing else. */
  @Test
  void aRequestIsBookedOnce() {
    var account = stage.account("1");
    var request = admitted(account);
    end(request);
    book(request);

    refused(() -> book(request), "ledger_entry_one_end");

    Books.agree(database, account);
  }

  @Test
  void aHoldThatTheBalanceDoesNotCoverIsRefused() {
    var account = stage.account("1");

    refused(
        () ->
            database.run(
                "select raise_holds(array[$1::uuid], array[null::uuid], array[1000000001::bigint])",
                account.value()),
        "account_covers_its_holds");
  }

  @Test
  void moreThanIsHeldIsNotGivenBack() {
    var account = stage.account("1");
    admitted(account);

    refused(
        () ->
            database.run(
                "select lower_holds(array[$1::uuid], array[null::uuid], array[10000001::bigint])",
                account.value()),
        "account_holds_not_negative");
  }

  @ParameterizedTest
  @CsvSource({
    "day, 1, 0, 0, spend_cap_one",
    "week, 1, 0, 0, spend_cap_period_known",
    "total, -1, 0, 0, spend_cap_not_negative",
    "total, 1, -1, 0, spend_cap_not_negative",
    "total, 1, 0, -1, spend_cap_not_negative"
  })
  void aCapThatCannotBeIsRefused(
      String period, long amount, long held, long spent, String constraint) {
    var account = stage.account("1");
    cap(account, "day", 5, 0, 0);

    refused(() -> cap(account, period, amount, held, spent), constraint);
  }

  @Test
  void aDayOnWhichLessThanNothingHappenedIsRefused() {
    var account = stage.account("1");

    refused(
        () ->
            database.run(
                "insert into usage_day (account_id, day, key_id, model, failed) values ($1,"
                    + " '2026-01-01', gen_random_uuid(), 'm', -1)",
                account.value()),
        "usage_day_not_negative");
  }

  @ParameterizedTest
  @CsvSource({
    "credit, -1",
    "credit, 0",
    "charge, 1",
    "release, 1",
    "release, -1",
    "refund, -1",
    "adjustment, 0"
  })
  void anEntryWithTheWrongSignIsRefused(String kind, long amount) {
    var account = stage.account("1");
    var released = kind.equals("release") ? 1 : 0;

    refused(() -> write(account, kind, amount, released, UUID.randomUUID()), "ledger_entry_sign");
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
        "status = 'COMPLETED', finished_at = now(), charged = held + 1 |"
            + " request_charge_within_hold",
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
            "id",
            "account_id",
            "lane",
            "dispatch_partition",
            "dispatch_offset",
            "metadata",
            "provider_key_id",
            "model_config_id");
  }

  private void write(AccountId account, String kind, long amount, long released, UUID request) {
    database.run(
        "insert into ledger_entry (account_id, at, kind, amount, released, request_id, rate_card,"
            + " reason) values ($1, now(), $2, $3, $4, $5, 'card', 'x')",
        account.value(),
        kind,
        amount,
        released,
        request);
  }

  private void cap(AccountId account, String period, long amount, long held, long spent) {
    database.run(
        "insert into spend_cap (id, account_id, period, amount, held, spent, spent_on, created_at)"
            + " values (gen_random_uuid(), $1, $2, $3, $4, $5, current_date, now())",
        account.value(),
        period,
        amount,
        held,
        spent);
  }

  private void end(RequestId request) {
    database.run(
        "update request set status = 'CANCELLED', finished_at = now() where id = $1",
        request.value());
  }

  private void book(RequestId request) {
    database.run("select book_ends(array[$1::uuid])", request.value());
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
