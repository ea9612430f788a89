package dev.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountPlansTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void whoIsNotThereHasTheUsualPlan() {
    var plans = new AccountPlans(new InMemoryAccounts(), new Plans(Plans.BUILT_IN, "lite"));

    var plan = plans.of(new AccountId(new UUID(0, 1))).await().atMost(SOON);

    assertThat(plan.name()).isEqualTo("lite");
  }

  @Test
  void plansKeepAlikeUntilOneHasARetention() {
    var brief =
        new Plan(
            "brief",
            1,
            1,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Limits.NONE,
            Optional.of(Duration.ofDays(1)));

    assertThat(keepAlike(Plans.BUILT_IN)).isTrue();
    assertThat(keepAlike(List.of(brief))).isFalse();
  }

  private static boolean keepAlike(List<Plan> plans) {
    return new AccountPlans(new InMemoryAccounts(), new Plans(plans, plans.getFirst().name()))
        .keepAlike();
  }
}
