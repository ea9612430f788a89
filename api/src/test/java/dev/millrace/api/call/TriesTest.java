package dev.millrace.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.request.Attempt;
import dev.millrace.request.RetryPolicy;
import dev.millrace.route.Models;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TriesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Fault BROKEN = Fault.of(FaultCode.PROVIDER_BROKEN, "as the test says");
  private static final Fault BUSY = Fault.of(FaultCode.PROVIDER_BUSY, "as the test says");

  private final Tries tries =
      new Tries(
          new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(2)), () -> Long.MAX_VALUE);

  @Test
  void anInputThatIsRejectedIsNotTriedAgain() {
    var rejected = Fault.of(FaultCode.PROVIDER_REJECTED, "no");

    assertThat(after(1, rejected)).isEqualTo(new Tries.Next.GiveUp(rejected));
  }

  @Test
  void theSameRouteIsTriedAgainAfterAShortWait() {
    var again = (Tries.Next.Again) after(1, BROKEN);

    assertThat(again.spent()).isEqualTo(2);
    assertThat(again.delay()).isBetween(Duration.ZERO, Duration.ofMillis(200));
  }

  @Test
  void theNextRouteIsNotWaitedFor() {
    assertThat(after(3, BROKEN)).isEqualTo(new Tries.Next.Again(4, Duration.ZERO));
  }

  @Test
  void theLastAttemptIsTheLast() {
    assertThat(after(6, BROKEN)).isEqualTo(new Tries.Next.GiveUp(BROKEN));
  }

  @Test
  void aProviderThatAsksForAShortWaitGetsIt() {
    var again = (Tries.Next.Again) after(1, BUSY.retryAfter(Duration.ofSeconds(1)));

    assertThat(again.spent()).isEqualTo(2);
    assertThat(again.delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aProviderThatAsksForALongWaitLosesTheCallToTheNextRoute() {
    assertThat(after(1, BUSY.retryAfter(Duration.ofSeconds(30))))
        .isEqualTo(new Tries.Next.Again(4, Duration.ZERO));
  }

  @Test
  void whereThereIsNoNextRouteItsWishIsPassedOn() {
    var busy = BUSY.retryAfter(Duration.ofSeconds(30));

    assertThat(after(4, busy)).isEqualTo(new Tries.Next.GiveUp(busy));
  }

  /** Of two routes with three attempts each. */
  private Tries.Next after(int spent, Fault fault) {
    return tries.after(
        Models.model(3, LIMIT, "first", "second"), new Attempt(spent, spent, 6, LIMIT), fault);
  }
}
