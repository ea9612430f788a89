package dev.millrace.worker.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.history.Expiry;
import dev.millrace.postgres.queue.RetentionConfig;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PayloadExpirerTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Vertx VERTX = Vertx.vertx();

  private final HandClock clock = new HandClock();
  private final OnPaper expiry = new OnPaper();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aRoundWalksEachPlanThatHasATimeOfItsOwnToItsEnd() {
    round(
        plan("day", Optional.of(Duration.ofDays(1))),
        plan("ever", Optional.empty()),
        plan("week", Optional.of(Duration.ofDays(7))));

    var dayAgo = clock.instant().minus(Duration.ofDays(1));
    var weekAgo = clock.instant().minus(Duration.ofDays(7));
    assertThat(expiry.steps)
        .containsExactly(
            new Asked("day", dayAgo, Expiry.BEGINNING),
            new Asked("day", dayAgo, account(1)),
            new Asked("day", dayAgo, account(2)),
            new Asked("week", weekAgo, Expiry.BEGINNING),
            new Asked("week", weekAgo, account(1)),
            new Asked("week", weekAgo, account(2)));
  }

  @Test
  void wherePlansSayNothingNobodyIsAsked() {
    round(plan("ever", Optional.empty()));

    assertThat(expiry.steps).isEmpty();
  }

  private void round(Plan... plans) {
    var all = new Plans(List.of(plans), plans[0].name());
    new PayloadExpirer(VERTX, expiry, all, clock, Settings.of(RetentionConfig.class, Map.of()))
        .round()
        .await()
        .atMost(SOON);
  }

  private static AccountId account(int number) {
    return new AccountId(new UUID(0, number));
  }

  private static Plan plan(String name, Optional<Duration> kept) {
    return new Plan(name, 1, 1, Optional.empty(), Optional.empty(), List.of(), Limits.NONE, kept);
  }

  private record Asked(String plan, Instant ended, AccountId after) {}

  /** Two accounts for each plan. */
  private static final class OnPaper implements Expiry {
    private final List<Asked> steps = new ArrayList<>();

    @Override
    public Uni<Step> expire(Plans plans, Plan plan, Instant ended, AccountId after) {
      return Uni.createFrom()
          .item(
              () -> {
                steps.add(new Asked(plan.name(), ended, after));
                return new Step(1, next(after));
              });
    }

    private static Optional<AccountId> next(AccountId after) {
      var known = List.of(BEGINNING, account(1), account(2));
      return known.stream().skip(known.indexOf(after) + 1L).findFirst();
    }
  }
}
