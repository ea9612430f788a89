package dev.millrace.worker.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.account.AccountId;
import dev.millrace.model.Catalogue;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.money.Quote;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Lane;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Submissions;
import dev.millrace.queue.Terms;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Brings requests to wherever a test wants them, each of an account of its own. */
@ApplicationScoped
class MoneyStage {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Admission admission;
  private final RequestQueue queue;
  private final Requests requests;
  private final Dispatcher dispatcher;
  private final Catalogue catalogue;
  private final Pool pool;
  private final ObjectMapper json = new ObjectMapper();

  MoneyStage(
      Admission admission,
      RequestQueue queue,
      Requests requests,
      Dispatcher dispatcher,
      Catalogue catalogue,
      Pool pool) {
    this.admission = admission;
    this.queue = queue;
    this.requests = requests;
    this.dispatcher = dispatcher;
    this.catalogue = catalogue;
    this.pool = pool;
  }

  /** Not submitted yet, but quoted as a submit quotes it. */
  Submission asked(String model, String input) {
    return asked(model, input, Deadlines.NONE);
  }

  Submission asked(String model, String input, Deadlines deadlines) {
    var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    var name = ModelName.parse(model).orElseThrow();
    var quote = quote(name, input);
    return new Submission(
        RequestId.next(at, ThreadLocalRandom.current()),
        account(),
        Submissions.KEY,
        name,
        Terms.of(Lane.NORMAL).within(deadlines),
        input,
        Optional.empty(),
        quote.amount(),
        quote.rateCard(),
        "test",
        at);
  }

  private Quote quote(ModelName name, String input) {
    try {
      var model = catalogue.find(name).orElseThrow();
      return model.price().orElseThrow().quote(json.readTree(input), model.runLimit());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a balance of one dollar, and a cap that nothing of these tests reaches. */
  private AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    rows(
        """
        with opened as (
          insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2, now())
          returning id
        )
        insert into ledger_entry (account_id, at, kind, amount, reason)
        select id, now(), 'credit', $2, 'paid in' from opened
        """,
        id.value(),
        Books.CREDIT.nanos());
    rows(
        "select * from set_spend_cap($1, $2, null, 'day', $3, now())",
        UUID.randomUUID(),
        id.value(),
        Books.CREDIT.nanos());
    return id;
  }

  /** Submitted; the worker has its turn. */
  Submission submit(String model, String input) {
    return submit(asked(model, input));
  }

  Submission submit(Submission submission) {
    assertThat(now(admission.admit(submission))).isInstanceOf(Admission.Result.Admitted.class);
    return submission;
  }

  /** Admitted, but its record is still behind so many others that no worker has read it. */
  Submission unread(Submission s) {
    rows(
        """
        with admitted as (
          insert into request (id, account_id, key_id, model, lane, status, dispatch_partition, dispatch_offset,
                               held, rate_card, created_at, correlation_id, start_by, finish_by)
          values ($1, $2, $3, $4, 'normal', 'IN_QUEUE', 0, $5, $6, $7, $8, 'test', $9, $10)
        ), payload as (
          insert into request_payload (request_id, kind, body) values ($1, 'input', $11)
        ), due as (
          insert into request_deadline (due_at, request_id)
          select due, $1 from unnest(array[$9, $10]) as due where due is not null
        )
        select raise_holds(array[$2], array[$3], array[$6])
        """,
        s.id().value(),
        s.account().value(),
        s.key(),
        s.model().toString(),
        Long.MAX_VALUE - ThreadLocalRandom.current().nextInt(1_000_000_000),
        s.hold().nanos(),
        s.rateCard(),
        s.at().atOffset(ZoneOffset.UTC),
        s.terms().deadlines().startBy().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null),
        s.terms().deadlines().finishBy().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null),
        s.input());
    return s;
  }

  /** The worker reads its record now. */
  void dispatch(Submission request) {
    now(dispatcher.dispatch(List.of(request.dispatchRecord())));
  }

  /** Claimed by a worker that nobody hears of any more. */
  Claim claimedBySilence(Submission request) {
    var silent = new WorkerId(UUID.randomUUID());
    return now(queue.claim(silent, List.of(request.id()), Instant.now())).getFirst();
  }

  Settled settle(Claim claim, Verdict verdict) {
    return now(queue.settle(List.of(new Verdict.Of(claim, "local", verdict, Instant.now()))))
        .getFirst();
  }

  void cancel(Submission request) {
    now(requests.cancel(request.account(), request.id(), Instant.now()));
  }

  RequestView view(Submission request) {
    return now(requests.find(request.account(), request.id())).orElseThrow();
  }

  void await(Submission request, RequestStatus status) {
    await(request, status, 0);
  }

  /** Until it stands so, with at least so many attempts behind it. */
  void await(Submission request, RequestStatus status, int attempts) {
    awaitility()
        .until(() -> view(request), view -> view.status() == status && view.attempt() >= attempts);
  }

  RequestView ended(Submission request) {
    return awaitility().until(() -> view(request), view -> view.status().isTerminal());
  }

  private static ConditionFactory awaitility() {
    return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(20));
  }

  String route(Submission request) {
    return rows("select route from request where id = $1", request.id().value())
        .getFirst()
        .getString("route");
  }

  /** What is kept of how long its provider worked. */
  long providerNanos(Submission request) {
    return rows(
            "select (usage->>'providerNanos')::bigint as nanos from request where id = $1",
            request.id().value())
        .getFirst()
        .getLong("nanos");
  }

  /** All that is written about the money of its account, and only of that. */
  Books books(Submission request) {
    var account = request.account().value();
    var row =
        rows(
                """
                select a.balance, a.held, c.held as cap_held, c.spent as cap_spent,
                       (select sum(amount)::bigint from ledger_entry e where e.account_id = a.id) as statement
                  from account a join spend_cap c on c.account_id = a.id
                 where a.id = $1
                """,
                account)
            .getFirst();
    return new Books(
        money(row, "balance"),
        money(row, "held"),
        money(row, "cap_held"),
        money(row, "cap_spent"),
        money(row, "statement"),
        ends(request),
        days(request));
  }

  private List<Books.End> ends(Submission request) {
    return rows(
            """
            select kind, amount, released, rate_card from ledger_entry
             where account_id = $1 and request_id = $2
            """,
            request.account().value(),
            request.id().value())
        .stream()
        .map(
            row ->
                new Books.End(
                    row.getString("kind"),
                    money(row, "amount"),
                    money(row, "released"),
                    row.getString("rate_card")))
        .toList();
  }

  private List<Books.Day> days(Submission request) {
    return rows(
            "select key_id, model, completed, failed, cancelled, charged from usage_day where"
                + " account_id = $1",
            request.account().value())
        .stream()
        .map(
            row ->
                new Books.Day(
                    row.getUUID("key_id"),
                    row.getString("model"),
                    row.getLong("completed"),
                    row.getLong("failed"),
                    row.getLong("cancelled"),
                    money(row, "charged")))
        .toList();
  }

  private static Money money(Row row, String column) {
    return new Money(row.getLong(column));
  }

  private List<Row> rows(String sql, Object... values) {
    return StreamSupport.stream(
            now(pool.preparedQuery(sql).execute(Tuple.from(values))).spliterator(), false)
        .toList();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
