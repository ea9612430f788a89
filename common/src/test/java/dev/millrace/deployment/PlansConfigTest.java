package dev.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.Plans;
import dev.millrace.testing.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlansConfigTest {
  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    "free, 5, 100",
    "lite, 10, 200",
    "premium, 20, 500",
    "max, 50, 1000",
    "ultra, 100, 2000"
  })
  void eachBuiltInPlanHasItsLimits(String name, long gib, int unfinished) {
    var plan = plans(Map.of()).named(name);

    assertThat(plan.largestUpload()).isEqualTo(gib * GIB);
    assertThat(plan.mostUnfinished()).isEqualTo(unfinished);
    assertThat(plan.storedBytes()).isEmpty();
    assertThat(plan.fileLife()).isEmpty();
  }

  @Test
  void settingsChangeOnePlanAndLeaveTheRestOfItAsItIs() {
    var lite =
        plans(
                Map.of(
                    "millrace.plans.lite.stored-bytes", "100M",
                    "millrace.plans.lite.file-life", "P30D"))
            .named("lite");

    assertThat(lite.storedBytes()).contains(100L << 20);
    assertThat(lite.fileLife()).contains(Duration.ofDays(30));
    assertThat(lite.largestUpload()).isEqualTo(10 * GIB);
  }

  @Test
  void settingsAddPlans() {
    var plans = plans(Map.of("millrace.plans.\"team.gold\".largest-upload", "7G"));

    assertThat(plans.named("team.gold").largestUpload()).isEqualTo(7 * GIB);
    assertThat(plans.named("team.gold").mostUnfinished()).isEqualTo(100);
  }

  @Test
  void anAccountWhosePlanIsNotKnownHasTheUsualOne() {
    assertThat(plans(Map.of()).named("gone").name()).isEqualTo("free");
    assertThat(plans(Map.of("millrace.plans.usual", "max")).named("gone").name()).isEqualTo("max");
  }

  @ParameterizedTest
  @ValueSource(strings = {"largest-upload", "most-unfinished-uploads", "stored-bytes"})
  void aPlanThatAllowsNothingIsRefused(String setting) {
    assertThatThrownBy(() -> plans(Map.of("millrace.plans.free." + setting, "0")))
        .hasMessageContaining("millrace.plans.free." + setting);
  }

  @Test
  void aUsualPlanThatIsNoneIsRefused() {
    assertThatThrownBy(() -> plans(Map.of("millrace.plans.usual", "gold")))
        .hasMessageContaining("millrace.plans.usual names gold");
  }

  private static Plans plans(Map<String, String> settings) {
    return ConfiguredPlans.of(Settings.of(PlansConfig.class, settings));
  }
}
