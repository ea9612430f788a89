package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.millrace.bench.audit.AuditAnswer;
import dev.millrace.bench.cluster.Caller;
import dev.millrace.bench.cluster.Caller.Answer;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.cluster.Operator.Customer;
import dev.millrace.bench.cluster.Order;
import dev.millrace.bench.cluster.Purse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Two apis spend the credit of one account at the same time: to the last cent, and no further. */
@TestMethodOrder(MethodName.class) // the last one leaves an api dead, for which others would wait
class CreditIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TAKEN_OVER = Duration.ofSeconds(40);
  private static final long CALLS = 200;
  private static final long COVERED = 37;

  /** 37 times 0.0001, the price of an echo. */
  private static final String CREDIT = "0.0037";

  private static final long PRICE_NANOS = 100_000;

  private Cluster cluster;

  @BeforeEach
  void start() {
    cluster = RunningPlatform.of(2, 1);
  }

  /** How a caller asks for an echo. */
  private interface Call {
    Answer make(Caller api) throws InterruptedException;
  }

  @Test
  void ofManySubmitsAtOnceAsManyAreTakenAsTheBalanceCovers() throws Exception {
    var customer = opened(CREDIT);

    var answers = atOnce(customer, List.of(Caller::echo));

    assertThat(byStatus(answers)).containsExactly(entry(201, COVERED), entry(402, CALLS - COVERED));
    assertAllIsSpent(customer, COVERED);
  }

  @Test
  void ofManyCallsAtOnceAsManyAreAnsweredAsTheBalanceCovers() throws Exception {
    var customer = opened(CREDIT);

    var answers = atOnce(customer, List.of(CreditIT::run));

    assertThat(byStatus(answers)).containsExactly(entry(200, COVERED), entry(402, CALLS - COVERED));
    assertAllIsSpent(customer, COVERED);
  }

  @Test
  void submitsAndCallsAtOnceShareTheBalance() throws Exception {
    var customer = opened(CREDIT);

    var answers = atOnce(customer, List.of(Caller::echo, CreditIT::run));

    var refused = answers.stream().filter(answer -> answer.status() == 402).count();
    assertThat(refused).isEqualTo(CALLS - COVERED);
    assertThat(answers).allMatch(answer -> List.of(200, 201, 402).contains(answer.status()));
    assertAllIsSpent(customer, COVERED);
  }

  /** What a dead api had taken of the balance is not lost, and nobody has to do anything for it. */
  @Test
  @Timeout(120)
  void whatADeadApiHeldOfABalanceIsSpentByTheOtherToTheLastCent() throws Exception {
    var customer = opened(CREDIT);
    try (var one = caller(1, customer);
        var other = caller(2, customer)) {
      assertThat(run(other).status()).isEqualTo(200);
      // A call that was answered and is not settled when its api dies is not charged.
      assertThat(
              cluster
                  .books()
                  .awaitPurse(customer.account(), purse -> purse.charges() == 1, SOON)
                  .slices())
          .as("api 2 holds credit")
          .isPositive();

      cluster.api(2).kill();

      for (int spent = 1; spent < COVERED; ) {
        if (run(one).status() == 200) {
          spent++;
        } else {
          cluster.books().awaitPurse(customer.account(), CreditIT::hasFreeCredit, TAKEN_OVER);
        }
      }
      assertAllIsSpent(customer, COVERED);
      assertThat(run(one).status()).isEqualTo(402);
    }
  }

  @Test
  void aTopUpIsThereForTheNextCallWithNoOtherStep() throws Exception {
    var customer = opened("0");
    try (var one = caller(1, customer);
        var other = caller(2, customer);
        var operator = cluster.operator(1)) {
      assertThat(byStatus(List.of(one.echo(), run(one), other.echo(), run(other))))
          .containsExactly(entry(402, 4L));

      operator.credit(customer, "0.0004");

      assertThat(byStatus(List.of(other.echo(), run(one), one.echo(), run(other))))
          .containsExactly(entry(200, 2L), entry(201, 2L));
      assertAllIsSpent(customer, 4);
    }
  }

  // ------------------------------------------------------------------------------------- helpers

  private Customer opened(String credit) throws Exception {
    try (var operator = cluster.operator(1)) {
      return operator.open(credit);
    }
  }

  private Caller caller(int api, Customer customer) {
    return new Caller(cluster.target(api, customer));
  }

  /** An echo that is waited for. */
  private static Answer run(Caller api) throws InterruptedException {
    return api.run(Order.echo("hello"));
  }

  /** All calls of that customer in the same moment, at both apis in turn, by these ways in turn. */
  private List<Answer> atOnce(Customer customer, List<Call> ways) throws Exception {
    var go = new CountDownLatch(1);
    try (var one = caller(1, customer);
        var other = caller(2, customer);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<Answer>>();
      for (int i = 0; i < CALLS; i++) {
        var way = ways.get(i / 2 % ways.size());
        var api = i % 2 == 0 ? one : other;
        calls.add(
            threads.submit(
                () -> {
                  go.await();
                  return way.make(api);
                }));
      }
      go.countDown();
      var answers = new ArrayList<Answer>();
      for (var call : calls) {
        answers.add(call.get());
      }
      return answers;
    }
  }

  private static Map<Integer, Long> byStatus(List<Answer> answers) {
    answers.stream()
        .filter(answer -> answer.status() == 402)
        .forEach(refused -> assertThat(refused.code()).isEqualTo("INSUFFICIENT_BALANCE"));
    return answers.stream()
        .collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
  }

  private static boolean hasFreeCredit(Purse purse) {
    return purse.balance() - purse.held() >= PRICE_NANOS;
  }

  private void assertAllIsSpent(Customer customer, long times) throws Exception {
    var purse = cluster.books().awaitPurse(customer.account(), Purse::isAtRest, SOON);
    assertThat(purse.balance()).isZero();
    assertThat(purse.charges()).isEqualTo(times);
    assertThat(purse.charged()).isEqualTo(times * PRICE_NANOS);
    assertThat(cluster.audit()).matches(AuditAnswer::isClean);
  }
}
