package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.chaos.ChaosPlan;
import dev.millrace.bench.chaos.ChaosRun;
import dev.millrace.bench.chaos.Findings;
import org.junit.jupiter.api.Test;

/** The short form of {@code make chaos}: each kind of process dies once under load. */
class ChaosIT {
  private static final long SEED = 20_261;

  @Test
  void everyPromiseIsKeptThoughEachProcessDiesOnce() throws Exception {
    var findings = new ChaosRun(RunningPlatform.of(2, 2), ChaosPlan.inTurn(SEED), System.out).run();

    System.out.println(findings.text());
    assertThat(findings).as(findings.text()).matches(Findings::isClean);
  }
}
