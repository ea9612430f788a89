package dev.millrace.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.access.KeyTerms;
import dev.millrace.access.Scopes;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.Limits;
import dev.millrace.account.NewKey;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.ledger.AccountPlans;
import dev.millrace.ledger.ApiKeys;
import dev.millrace.ledger.InMemoryAccounts;
import dev.millrace.ledger.InMemoryApiKeys;
import dev.millrace.ledger.InMemorySpendCaps;
import dev.millrace.ledger.KeyLimits;
import dev.millrace.limit.Budget;
import dev.millrace.limit.Level;
import dev.millrace.limit.Limiter;
import dev.millrace.limit.Subject;
import dev.millrace.limit.Taken;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenTallyTest {
  private static final UUID KEY = new UUID(0, 5);
  private static final Limits OF_PLAN = tokens(1_000);
  private static final Limits OF_KEY = tokens(50);

  private final InMemoryApiKeys keys = new InMemoryApiKeys(new InMemorySpendCaps());
  private final Counting limiter = new Counting();
  private final TokenTally tally =
      new TokenTally(
          new AccountPlans(new InMemoryAccounts(), new Plans(List.of(plan()), "small")),
          new KeyLimits(keys),
          limiter);

  @Test
  void tokensCountForTheKeyThatAskedAndForThePlan() {
    var claim = claim(Optional.of(KEY));
    keyWith(claim, OF_KEY);

    tally.note(completed(claim, 30));

    assertThat(limiter.used).containsExactly(30L);
    assertThat(limiter.budgets)
        .containsExactly(
            new Budget(Subject.of(claim.account(), KEY), "this key", OF_KEY),
            new Budget(Subject.of(claim.account()), "the plan small", OF_PLAN));
  }

  @Test
  void aKeyWithoutLimitsOfItsOwnOrThatIsNotKnownCountsForThePlanAlone() {
    var claim = claim(Optional.of(KEY));
    tally.note(completed(claim, 30));
    tally.note(completed(claim(Optional.empty()), 12));

    assertThat(limiter.used).containsExactly(30L, 12L);
    assertThat(limiter.budgets)
        .extracting(Budget::name)
        .containsExactly("the plan small", "the plan small");
  }

  @Test
  void whatHasNotCompletedOrReadNothingCountsNothing() {
    tally.note(completed(claim(Optional.empty()), 0));
    tally.note(
        new Verdict.Of(claim(Optional.empty()), "r", new Verdict.Cancel(), Claims.CLAIMED_AT));

    assertThat(limiter.used).isEmpty();
  }

  @Test
  void nothingFailsWhileKeysCannotBeReached() {
    keys.goAway();

    tally.note(completed(claim(Optional.of(KEY)), 30));

    assertThat(limiter.used).isEmpty();
    keys.comeBack();
    tally.note(completed(claim(Optional.of(KEY)), 31));
    assertThat(limiter.used).containsExactly(31L);
  }

  private void keyWith(Claim claim, Limits limits) {
    keys.open(claim.account(), "acme");
    var key =
        new NewKey(
            KEY,
            claim.account(),
            ApiKey.generate(ApiKey.Kind.LIVE, new SecureRandom()),
            new NewKey.Label("a key", Optional.empty()),
            new KeyTerms(Scopes.ALL, List.of(), List.of(), limits, Optional.empty()),
            KeyCaps.NONE,
            Instant.EPOCH);
    assertThat(keys.create(key, 10).await().indefinitely()).isEqualTo(ApiKeys.Made.APPLIED);
  }

  private static Claim claim(Optional<UUID> key) {
    var at = Claims.CLAIMED_AT;
    return Claims.claim(
        1,
        0,
        "1",
        new Claim.Origin(at, at, Deadlines.NONE, key, Basis.PLATFORM, true, false, false));
  }

  private static Verdict.Of completed(Claim claim, long tokens) {
    var usage = new Usage(tokens, 0, 0, 0, 0, 0, List.of(), Duration.ofMillis(1));
    return new Verdict.Of(
        claim, "r", new Verdict.Complete("{}", List.of(), Money.ZERO, usage), Claims.CLAIMED_AT);
  }

  private static Limits tokens(long perMinute) {
    return new Limits(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(perMinute),
        Optional.empty());
  }

  private static Plan plan() {
    return new Plan(
        "small", 1, 1, Optional.empty(), Optional.empty(), List.of(), OF_PLAN, Optional.empty());
  }

  /** Notes what is counted. */
  private static final class Counting implements Limiter {
    private final List<Budget> budgets = new ArrayList<>();
    private final List<Long> used = new ArrayList<>();

    @Override
    public Uni<Taken> take(List<Budget> asked) {
      throw new UnsupportedOperationException("nothing is taken for what has run");
    }

    @Override
    public Uni<List<Level>> look(Budget budget) {
      throw new UnsupportedOperationException("nobody looks");
    }

    @Override
    public Uni<Void> used(List<Budget> counted, long tokens) {
      budgets.addAll(counted);
      used.add(tokens);
      return Uni.createFrom().voidItem();
    }
  }
}
