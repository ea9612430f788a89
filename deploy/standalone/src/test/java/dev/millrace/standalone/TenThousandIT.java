package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.EchoBench;
import dev.millrace.bench.EchoLoad;
import dev.millrace.bench.audit.AuditAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenThousandIT {
  private static final int REQUESTS = 10_000;
  private static final long PRICE = 100_000; // nano-dollars, as the catalogue has it
  private static final EchoLoad LOAD = new EchoLoad(REQUESTS, 32, Duration.ofMinutes(2));

  @Test
  void eachCompletesOnceAndIsPaidOnce() throws Exception {
    var platform = RunningPlatform.of(1, 1);
    var before = platform.books().totals();

    var report = new EchoBench(platform.target(1), LOAD).run();

    System.out.println(report.text());
    assertThat(report.completed()).isEqualTo(REQUESTS);
    assertThat(report.duplicates()).isZero();
    var after = platform.books().totals();
    assertThat(after.requests() - before.requests()).isEqualTo(REQUESTS);
    assertThat(after.completed() - before.completed()).isEqualTo(REQUESTS);
    assertThat(after.charges() - before.charges()).isEqualTo(REQUESTS);
    assertThat(before.balance() - after.balance()).isEqualTo(REQUESTS * PRICE);
    assertThat(platform.audit()).matches(AuditAnswer::isClean);
    assertThat(after.held()).isZero();
  }
}
