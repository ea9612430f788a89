package dev.millrace.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VisitorsTest {
  private static final VisitorAddress ANN = new VisitorAddress("ann");
  private static final VisitorAddress BOB = new VisitorAddress("bob");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Visitors visitors = new Visitors(new VisitorLimits(3, 1, 2, 6, 1, 100), now::get);

  @Test
  void aBurstIsServedAndThenSoManyASecond() {
    for (int i = 0; i < 3; i++) {
      visitors.call(ANN);
    }

    var refused = catchThrowableOfType(FaultException.class, () -> visitors.call(ANN)).fault();

    assertThat(refused.code()).isEqualTo(FaultCode.RATE_LIMITED);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
    visitors.call(BOB);
    now.updateAndGet(then -> then.plusSeconds(1));
    visitors.call(ANN);
    assertThatThrownBy(() -> visitors.call(ANN)).isInstanceOf(FaultException.class);
  }

  @Test
  void whatIsBegunHasALimitOfItsOwn() {
    visitors.begin(ANN, Errand.Weight.BEGINS);
    visitors.begin(ANN, Errand.Weight.BEGINS);

    var refused =
        catchThrowableOfType(FaultException.class, () -> visitors.begin(ANN, Errand.Weight.BEGINS))
            .fault();

    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(10));
    assertThatCode(() -> visitors.begin(ANN, Errand.Weight.ASKS)).doesNotThrowAnyException();
  }

  @Test
  void aStreamThatIsOverFreesItsPlaceOnce() {
    var first = visitors.begin(ANN, Errand.Weight.STREAMS);
    assertThatThrownBy(() -> visitors.begin(ANN, Errand.Weight.STREAMS))
        .isInstanceOf(FaultException.class);

    first.run();
    first.run();

    visitors.begin(ANN, Errand.Weight.STREAMS);
    assertThatThrownBy(() -> visitors.begin(ANN, Errand.Weight.STREAMS))
        .isInstanceOf(FaultException.class);
  }
}
