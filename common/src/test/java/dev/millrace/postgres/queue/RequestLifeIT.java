package dev.millrace.postgres.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.kafka.KafkaForTests;
import dev.millrace.money.Money;
import dev.millrace.queue.Stage;
import dev.millrace.queue.life.Expected;
import dev.millrace.queue.life.Ports;
import dev.millrace.queue.life.Simulation;
import dev.millrace.queue.life.Step;
import dev.millrace.queue.life.Steps;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever callers and workers do, in whatever order and at the same time: each request ends once,
 * by legal transitions only, and the money follows.
 *
 * <p>A failing sequence is printed with its seed; {@code @Property(seed = "…")} plays it again.
 * What happens at once is decided by the database, and may turn out otherwise the next time.
 */
class RequestLifeIT {
  private static final String CREDIT = "1.00";
  private static KafkaForTests kafka;
  private static Ports ports;

  private final Database database = Database.shared();
  private final Stage stage = new PostgresStage(database);

  @BeforeContainer
  static void connect() {
    kafka = new KafkaForTests();
    var pool = Database.shared().pool();
    var settlement = Settings.of(SettlementConfig.class, Map.of());
    ports =
        new Ports(
            new PostgresAdmission(
                pool, kafka.dispatcher(), Settings.of(AdmissionConfig.class, Map.of())),
            new PostgresRequestQueue(pool, settlement),
            new PostgresRequests(pool, settlement),
            new PostgresOverdueRequests(pool, settlement),
            new PostgresLiveness(pool));
  }

  @AfterContainer
  static void close() {
    kafka.close();
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    return Steps.sequences();
  }

  @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
  void everyRequestEndsOnceAndTheMoneyFollows(@ForAll("lives") List<Step> steps) {
    var account = cappedAccount();
    var simulation =
        new Simulation(
            ports, account, Money.parse(CREDIT), Instant.now().truncatedTo(ChronoUnit.MICROS));

    simulation.play(steps);
    holds(account, simulation.expected());

    simulation.end();
    holds(account, simulation.expected());
    assertThat(stage.purse(account).held()).isEqualTo(Money.ZERO);
  }

  /** The caps never refuse here; they count. */
  private AccountId cappedAccount() {
    var account = stage.account(CREDIT);
    for (var period : List.of("day", "total")) {
      database.run(
          "select set_spend_cap(gen_random_uuid(), $1, null, $2, 10000000000, now())",
          account.value(),
          period);
    }
    return account;
  }

  private void holds(AccountId account, Expected expected) {
    Books.agree(database, account);
    assertThat(stage.purse(account)).isEqualTo(expected.purse());
    assertThat(requestsOf(account)).isEqualTo(expected.requests());
    var charges = stage.charges(account);
    assertThat(charges).hasSameSizeAs(expected.charges().keySet());
    assertThat(charges.stream().collect(Collectors.toMap(c -> c.request(), c -> c.amount())))
        .isEqualTo(expected.charges());
  }

  private Map<RequestId, Expected.Request> requestsOf(AccountId account) {
    var attempts = attemptsOf(account);
    var found = new HashMap<RequestId, Expected.Request>();
    database
        .run(
            "select id, status, sequence, attempt, held, charged from request where account_id ="
                + " $1",
            account.value())
        .forEach(row -> found.put(id(row), request(row, attempts)));
    return found;
  }

  private static Expected.Request request(Row row, Map<RequestId, Map<Integer, String>> attempts) {
    return new Expected.Request(
        RequestStatus.valueOf(row.getString("status")),
        row.getInteger("sequence"),
        row.getInteger("attempt"),
        new Money(row.getLong("held")),
        new Money(row.getLong("charged")),
        attempts.getOrDefault(id(row), Map.of()));
  }

  private Map<RequestId, Map<Integer, String>> attemptsOf(AccountId account) {
    return database
        .run(
            """
            select r.id, a.number, a.fault_code
              from request r join request_attempt a on a.request_id = r.id
             where r.account_id = $1
            """,
            account.value())
        .stream()
        .collect(
            Collectors.groupingBy(
                RequestLifeIT::id,
                Collectors.toMap(
                    row -> row.getInteger("number"), row -> row.getString("fault_code"))));
  }

  private static RequestId id(Row row) {
    return new RequestId(row.getUUID("id"));
  }
}
