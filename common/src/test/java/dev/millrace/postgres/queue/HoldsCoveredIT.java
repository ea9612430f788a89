package dev.millrace.postgres.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.testing.Database;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an admission raises holds by, as PostgreSQL runs it. */
class HoldsCoveredIT {
  private static final String HOLD = SqlFile.read("queue/hold_covered");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final long ONE_CENT = 10_000_000;
  private static final int ACCOUNTS = 30;
  private static final int ADMISSIONS = 400;
  private static final Database DATABASE = Database.shared();

  private final PostgresStage stage = new PostgresStage(DATABASE);

  @Test
  void whoRaisesHoldsOfTheSameAccountsWaitsAndDoesNotDeadlock() {
    var accounts = Stream.generate(() -> stage.account("100")).limit(ACCOUNTS).toList();
    var order = new Random(1);

    var raised =
        IntStream.range(0, ADMISSIONS)
            .mapToObj(i -> raise(shuffled(accounts, order), ONE_CENT))
            .toList();

    await(Future.all(raised));
    assertThat(accounts)
        .allSatisfy(a -> assertThat(stage.purse(a)).isEqualTo(Purse.of("100", "4")));
  }

  @Test
  void anAccountThatIsNotThereIsRefused() {
    var account = stage.account("1");

    assertThatThrownBy(() -> await(raise(List.of(account, new AccountId(UUID.randomUUID())), 1)))
        .satisfies(failure -> assertThat(stateOf(failure)).isEqualTo("ML409"));
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1", "0"));
  }

  @Test
  void aCapThatDoesNotCoverItIsRefused() {
    var account = stage.account("1");
    DATABASE.run(
        "select set_spend_cap(gen_random_uuid(), $1, null, 'total', $2, now())",
        account.value(),
        ONE_CENT);

    await(raise(List.of(account), ONE_CENT));

    assertThatThrownBy(() -> await(raise(List.of(account), 1)))
        .satisfies(failure -> assertThat(stateOf(failure)).isEqualTo("ML409"));
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1", "0.01"));
  }

  @Test
  void aBalanceThatDoesNotCoverItIsRefused() {
    var account = stage.account("0.01");

    assertThatThrownBy(() -> await(raise(List.of(account), ONE_CENT + 1)))
        .hasMessageContaining("account_covers_its_holds");
  }

  private static Future<?> raise(List<AccountId> accounts, long each) {
    return Futures.query(
        DATABASE.pool(),
        HOLD,
        Tuple.tuple()
            .addArrayOfUUID(accounts.stream().map(AccountId::value).toArray(UUID[]::new))
            .addArrayOfUUID(new UUID[accounts.size()])
            .addArrayOfLong(accounts.stream().map(a -> each).toArray(Long[]::new))
            .addLocalDate(TODAY));
  }

  private static List<AccountId> shuffled(List<AccountId> accounts, Random order) {
    var shuffled = new ArrayList<>(accounts);
    Collections.shuffle(shuffled, order);
    return shuffled;
  }

  private static String stateOf(Throwable failure) {
    return ((PgException) ((CompletionException) failure).getCause()).getSqlState();
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
