package dev.millrace.postgres.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.access.ModelPattern;
import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.history.Expiry;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How payloads go away that a plan keeps for a shorter time. */
class PostgresExpiryIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int REQUESTS_AT_ONCE = 3;

  private final Instant submitted =
      Instant.now().minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.MILLIS);
  private final Instant ended = submitted.plus(Duration.ofHours(1));

  private final Database database = Database.shared();
  private final PostgresStage stage = new PostgresStage(database);
  private final Expiry expiry = new PostgresExpiry(database.pool(), 2, REQUESTS_AT_ONCE);
  private final Plan brief = plan("brief-" + UUID.randomUUID());
  private final Plans plans =
      new Plans(Stream.concat(Plans.BUILT_IN.stream(), Stream.of(brief)).toList(), "free");

  @Test
  void whatEndedLongEnoughAgoGoesAndNothingElse() {
    var account = accountOn(brief.name());
    var over = ended(account, ended);
    var fresh = ended(account, ended.plusMillis(1));
    var ofAnotherPlan = ended(accountOn("free"), ended);

    assertThat(expire(plans)).isEqualTo(1);

    assertThat(payloads(over)).isZero();
    assertThat(payloads(fresh)).isEqualTo(1);
    assertThat(payloads(ofAnotherPlan)).isEqualTo(1);
  }

  @Test
  void whatHasNotEndedIsMetAgainWhenItHas() {
    var account = accountOn(brief.name());
    var waiting = admitted(account);
    var over = ended(account, ended);
    expire(plans);
    assertThat(payloads(waiting)).isEqualTo(1);
    assertThat(payloads(over)).isZero();

    end(waiting, ended);
    expire(plans);

    assertThat(payloads(waiting)).isZero();
  }

  @Test
  void aRoundWalksAllAccountsAndAllTheirRequests() {
    var ids = new ArrayList<RequestId>();
    for (int account = 0; account < 5; account++) {
      var id = accountOn(brief.name());
      IntStream.range(0, 3 * REQUESTS_AT_ONCE).forEach(request -> ids.add(ended(id, ended)));
    }

    assertThat(expire(plans)).isEqualTo(ids.size());

    assertThat(ids).allMatch(id -> payloads(id) == 0);
  }

  @Test
  void aWalkGoesOnWhereItEndedAndNotFromTheBeginning() {
    var account = accountOn(brief.name());
    // Of one millisecond perhaps: then chance orders them.
    var last =
        Stream.of(ended(account, ended), ended(account, ended))
            .map(RequestId::value)
            .max(Comparator.comparing(UUID::toString))
            .orElseThrow();

    expire(plans);

    assertThat(
            database
                .run("select walked from payload_walk where account_id = $1", account.value())
                .getFirst()
                .getUUID("walked"))
        .isEqualTo(last);
  }

  @Test
  void theUsualPlanIsThatOfAccountsWhosePlanIsUnknown() {
    var orphan = ended(accountOn("gone-" + UUID.randomUUID()), ended);
    assertThat(expire(plans)).isZero();

    expire(new Plans(plans.all(), brief.name()));

    assertThat(payloads(orphan)).isZero();
  }

  @Test
  void objectsOfLargePayloadsAreDoomedAndWhatWasSaidGoesToo() {
    var id = ended(accountOn(brief.name()), ended);
    var key = "payloads/" + id;
    database.run(
        "insert into request_payload (request_id, kind, object_key) values ($1, 'output', $2)",
        id.value(),
        key);
    database.run(
        "insert into response_event (request_id, sequence, name, body) values ($1, 0, 'a', '{}')",
        id.value());

    expire(plans);

    assertThat(database.run("select 1 from doomed_object where object_key = $1", key)).hasSize(1);
    assertThat(database.run("select 1 from response_event where request_id = $1", id.value()))
        .isEmpty();
    assertThat(payloads(id)).isZero();
  }

  /** As a worker's round does. */
  private int expire(Plans known) {
    int payloads = 0;
    var after = Optional.of(Expiry.BEGINNING);
    while (after.isPresent()) {
      var step = expiry.expire(known, brief, ended, after.get()).await().atMost(SOON);
      payloads += step.payloads();
      after = step.next();
    }
    return payloads;
  }

  private AccountId accountOn(String plan) {
    var account = stage.account("1");
    database.run("update account set plan = $2 where id = $1", account.value(), plan);
    return account;
  }

  private RequestId admitted(AccountId account) {
    var submission = aSubmission().of(account).at(submitted).make();
    stage.admit(submission);
    return submission.id();
  }

  private RequestId ended(AccountId account, Instant at) {
    var id = admitted(account);
    end(id, at);
    return id;
  }

  private void end(RequestId id, Instant at) {
    database.run(
        "update request set status = 'FAILED', finished_at = $2, fault_code = 'UNKNOWN' where id = $1",
        id.value(),
        at.atOffset(ZoneOffset.UTC));
  }

  private int payloads(RequestId id) {
    List<Row> found =
        database.run("select 1 from request_payload where request_id = $1", id.value());
    return found.size();
  }

  private static Plan plan(String name) {
    return new Plan(
        name,
        1,
        1,
        Optional.empty(),
        Optional.empty(),
        List.of(ModelPattern.ANY),
        Limits.NONE,
        Optional.of(Duration.ofHours(1)));
  }
}
