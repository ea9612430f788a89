package dev.millrace.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.ledger.Audit;
import dev.millrace.ledger.RateCards;
import dev.millrace.ledger.audit.AuditRanOut;
import dev.millrace.ledger.audit.AuditReport;
import dev.millrace.ledger.audit.Difference;
import dev.millrace.ledger.audit.Difference.Kind;
import dev.millrace.money.Money;
import dev.millrace.money.RateCard;
import dev.millrace.money.Tariff;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of difference is made by hand, past the booking functions, and found. */
class PostgresAuditIT {
  private static final Database DATABASE = Database.apart("audited");
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));

  private final AuditStage stage = new AuditStage(DATABASE);
  private final Audit audit =
      new PostgresAudit(DATABASE.pool(), new DollarAnOutput(), InstantSource.system());

  private AccountId ann;
  private UUID key;
  private RequestId paid;
  private RequestId failed;
  private RequestId open;

  /** Every kind of entry, end, hold and cap that there is. */
  @BeforeEach
  void books() {
    DATABASE.run("truncate account, request, ledger_entry, api_node cascade");
    ann = stage.account("100");
    key = stage.key(ann);
    var other = stage.account("50");
    stage.completed(ann, key, "3", 2, YESTERDAY);
    stage.cap(ann, null, "day");
    stage.cap(ann, null, "total");
    stage.cap(ann, key, "day");
    stage.cap(ann, key, "total");
    paid = stage.completed(ann, key, "3", 2, Instant.now());
    stage.completed(ann, key, "3", 9, Instant.now());
    stage.completed(ann, null, "3", 0, Instant.now());
    stage.completed(ann, key, "0", 0, Instant.now());
    failed = stage.failed(ann, key, "2");
    stage.cancelled(ann, null, "2");
    open = stage.admitted(ann, key, "1.5");
    stage.slice(ann, key, "0.25");
    stage.slice(ann, key, "0.5");
    stage.completed(other, stage.key(other), "1", 1, Instant.now());
    post("adjustment", "-1.5", null);
    post("refund", "2", paid);
  }

  @Test
  void moneyThatMovedAsItShouldShowsNoDifference() {
    var report = report();

    assertThat(report.differences()).isEmpty();
    assertThat(report.differencesTotal()).isZero();
    assertThat(report.accounts()).isEqualTo(2);
    assertThat(report.requests()).isEqualTo(9);
    assertThat(report.entries())
        .isEqualTo(DATABASE.run("select 1 from ledger_entry").size())
        .isGreaterThan(9);
    assertThat(report.unproven()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          BALANCE      | balance = balance + 1 | 93.5 | 93.500000001
          HELD         | held = held + 1       | 2.25 | 2.250000001
          HELD         | held = held - 1       | 2.25 | 2.249999999
          """)
  void anAccountThatDiffersIsFound(Kind kind, String change, String expected, String found) {
    DATABASE.run("update account set " + change + " where id = $1", ann.value());

    var difference = only(kind);

    assertThat(difference.account()).isEqualTo(ann);
    assertThat(difference.request()).isEmpty();
    assertThat(difference.found()).isEqualTo(found);
    assertThat(difference.expected()).isEqualTo(expected);
  }

  @Test
  void aSliceThatIsGoneWithoutItsHoldIsFound() {
    DATABASE.run("delete from credit_slice where amount = 250000000");

    assertThat(report().differences())
        .extracting(Difference::kind)
        .contains(Kind.HELD, Kind.CAP_HELD);
  }

  @Test
  void aChargeThatWasNotTakenByTheCardIsFound() {
    changeEntries("update ledger_entry set amount = amount - 1 where request_id = $1", paid);
    DATABASE.run("update request set charged = charged + 1 where id = $1", paid.value());

    assertThat(report().differences())
        .filteredOn(difference -> difference.kind() == Kind.CHARGE)
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.request()).contains(paid);
              assertThat(difference.expected()).isEqualTo("2");
              assertThat(difference.found()).isEqualTo("2.000000001");
            });
  }

  @Test
  void aUsageThatWasChangedAfterwardsIsFound() {
    DATABASE.run(
        "update request set usage = usage || '{\"outputs\": 1}' where id = $1", paid.value());

    assertThat(only(Kind.CHARGE).request()).contains(paid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"outputs\": -1, \"inputTokens\": \"many\"}", "[]", "7"})
  void aUsageThatWasSpoiledIsFoundAndEndsNoAudit(String usage) {
    DATABASE.run("update request set usage = $2::text::jsonb where id = $1", paid.value(), usage);

    assertThat(kinds(paid)).containsAnyOf(Kind.USAGE, Kind.CHARGE);
  }

  @Test
  void aRequestWithoutItsEntryIsFound() {
    changeEntries("delete from ledger_entry where request_id = $1 and kind = 'release'", failed);

    assertThat(kinds(failed)).containsExactlyInAnyOrder(Kind.END_ENTRIES, Kind.RELEASED);
  }

  @Test
  void aSecondChargeIsFoundEvenWhereNothingForbidsIt() {
    DATABASE.run("drop index ledger_entry_one_end");
    try {
      post("charge", "-2", paid);

      assertThat(kinds(paid))
          .containsExactlyInAnyOrder(Kind.END_ENTRIES, Kind.CHARGE_ENTRY, Kind.RELEASED);
    } finally {
      DATABASE.run("truncate ledger_entry");
      DATABASE.run(
          "create unique index ledger_entry_one_end on ledger_entry (request_id) where kind in"
              + " ('charge', 'release')");
    }
  }

  @Test
  void aChargeForARequestThatHasNotEndedIsFound() {
    post("charge", "-1", open);

    assertThat(kinds(open))
        .containsExactlyInAnyOrder(Kind.END_ENTRIES, Kind.CHARGE_ENTRY, Kind.RELEASED);
  }

  @Test
  void anEndWithoutBookingIsFound() {
    DATABASE.run(
        "update request set status = 'CANCELLED', finished_at = now() where id = $1", open.value());

    assertThat(report().differences())
        .extracting(Difference::kind)
        .contains(Kind.END_ENTRIES, Kind.RELEASED, Kind.HELD, Kind.CAP_HELD, Kind.DAY);
  }

  @Test
  void anotherReleasedAmountIsFound() {
    changeEntries("update ledger_entry set released = released + 1 where request_id = $1", failed);

    assertThat(only(Kind.RELEASED).request()).contains(failed);
  }

  @Test
  void aChargeByAnotherCardIsFound() {
    changeEntries(
        "update ledger_entry set rate_card = 'other' where request_id = $1 and kind = 'charge'",
        paid);

    assertThat(only(Kind.RATE_CARD).found()).isEqualTo("other");
  }

  @Test
  void aCardThatNobodyKeptIsFound() {
    changeEntries(
        "update ledger_entry set rate_card = 'gone' where request_id = $1 and kind = 'charge'",
        paid);
    DATABASE.run("update request set rate_card = 'gone' where id = $1", paid.value());

    assertThat(only(Kind.RATE_CARD).found()).isEqualTo("not known");
  }

  @Test
  void aRefundAboveItsChargeIsFound() {
    changeEntries(
        "update ledger_entry set amount = amount + 1 where request_id = $1 and kind = 'refund'",
        paid);
    DATABASE.run("update account set balance = balance + 1 where id = $1", ann.value());

    assertThat(only(Kind.REFUND).request()).contains(paid);
  }

  @Test
  void anEntryOfARequestThatTheAccountDoesNotHaveIsFound() {
    var nobodys = new RequestId(UUID.randomUUID());
    post("release", "0", nobodys);

    var difference = only(Kind.STRAY_ENTRY);

    assertThat(difference.request()).contains(nobodys);
    assertThat(difference.found()).isEqualTo("no such request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          CAP_HELD  | held = held + 1                     | day   | 2.25
          CAP_HELD  | held = held - 1                     | total | 2.25
          CAP_SPENT | spent = spent + 1                   | day   | 5
          CAP_SPENT | spent = spent - 1                   | total | 7
          CAP_SPENT | spent_on = spent_on - 1, spent = 0  | day   | 2
          """)
  void aCapThatDiffersIsFound(Kind kind, String change, String period, String expected) {
    DATABASE.run(
        "update spend_cap set " + change + " where key_id is null and period = $1", period);

    var difference = only(kind);

    assertThat(difference.account()).isEqualTo(ann);
    assertThat(difference.expected()).isEqualTo(expected);
    assertThat(difference.about()).contains("the account");
  }

  @ParameterizedTest
  @CsvSource({
    "completed = completed + 1",
    "failed = failed + 1",
    "cancelled = cancelled + 1",
    "charged = charged + 1",
    "input_tokens = input_tokens + 1",
    "output_tokens = output_tokens + 1"
  })
  void aDayThatDiffersIsFound(String change) {
    DATABASE.run(
        "update usage_day set " + change + " where key_id = $1 and day = utc_day(now())", key);

    assertThat(only(Kind.DAY).account()).isEqualTo(ann);
  }

  @Test
  void aDayThatNobodyCountedIsFound() {
    DATABASE.run("delete from usage_day where key_id = $1 and day < utc_day(now())", key);

    assertThat(report().differences())
        .allMatch(difference -> difference.kind() == Kind.DAY)
        .extracting(Difference::expected)
        .containsExactly("1", "2", "12", "3");
  }

  /** More requests than two pages hold, and more differences than a report shows. */
  @Test
  void allPagesAreReadAndAllDifferencesAreCounted() {
    DATABASE.run(
        """
        insert into request (id, account_id, model, lane, status, dispatch_partition, dispatch_offset,
                             held, charged, rate_card, created_at, finished_at, correlation_id)
        select uuidv7(), $1, 'local/echo', 'normal', 'CANCELLED', 0, n, 1, 0, 'card', now(), now(), 'test'
          from generate_series(1, 4500) n
        """,
        ann.value());

    var report = report();

    assertThat(report.requests()).isEqualTo(4509);
    assertThat(report.differences()).hasSize(1000);
    assertThat(report.differencesTotal()).isEqualTo(2 * 4500 + 1);
  }

  @Test
  void nothingThatHappensMeanwhileIsSeenByHalves() {
    var pending = audit.run(LONG).subscribeAsCompletionStage();
    for (int i = 0; i < 20; i++) {
      stage.completed(ann, key, "0.01", 1, Instant.now());
    }

    assertThat(pending.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join().differences())
        .isEmpty();
  }

  @Test
  void anAuditThatHasNoTimeSaysSo() {
    assertThatThrownBy(() -> audit.run(Duration.ofNanos(1)).await().atMost(LONG))
        .isInstanceOf(AuditRanOut.class);
  }

  @Test
  void anAuditThatIsHeldUpEndsInTime() {
    var locker = now(DATABASE.pool().getConnection());
    try {
      now(locker.query("begin; lock table spend_cap in access exclusive mode").execute());

      assertThatThrownBy(() -> report(Duration.ofMillis(500))).isInstanceOf(AuditRanOut.class);
    } finally {
      now(locker.query("rollback").execute());
      now(locker.close());
    }
  }

  private static <T> T now(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private AuditReport report() {
    return report(LONG);
  }

  private AuditReport report(Duration within) {
    return audit.run(within).await().atMost(LONG);
  }

  private Difference only(Kind kind) {
    var differences = report().differences();
    assertThat(differences).extracting(Difference::kind).containsExactly(kind);
    return differences.getFirst();
  }

  private List<Kind> kinds(RequestId request) {
    return report().differences().stream()
        .filter(difference -> difference.request().equals(Optional.of(request)))
        .map(Difference::kind)
        .toList();
  }

  /** The ledger refuses changes; whoever makes one must go past its trigger. */
  private static void changeEntries(String sql, RequestId request) {
    DATABASE.run("alter table ledger_entry disable trigger ledger_entry_append_only");
    try {
      DATABASE.run(sql, request.value());
    } finally {
      DATABASE.run("alter table ledger_entry enable trigger ledger_entry_append_only");
    }
  }

  private void post(String kind, String amount, RequestId request) {
    DATABASE.run(
        """
        with entry as (
          insert into ledger_entry (account_id, at, kind, amount, released, request_id, rate_card, reason)
          values ($1, now(), $2::text, $3, case when $2::text in ('charge', 'release') then 1 else 0 end,
                  $4, case when $2::text in ('charge', 'refund') then $5::text end, 'by hand')
        )
        update account set balance = balance + $3 where id = $1
        """,
        ann.value(),
        kind,
        Money.parse(amount).nanos(),
        request == null ? null : request.value(),
        AuditStage.CARD);
  }

  /** One card that was ever kept. */
  private static final class DollarAnOutput implements RateCards {
    @Override
    public Uni<Optional<Tariff>> tariff(String rateCard) {
      return Uni.createFrom()
          .item(
              Optional.<Tariff>of(usage -> new Money(usage.outputs() * Money.parse("1").nanos()))
                  .filter(tariff -> rateCard.equals(AuditStage.CARD)));
    }

    @Override
    public Uni<Optional<RateCard>> card(String version) {
      throw new UnsupportedOperationException("audits ask for tariffs");
    }

    @Override
    public Uni<Void> keep(Collection<RateCard> cards, Instant at) {
      throw new UnsupportedOperationException("nothing is kept here");
    }
  }
}
