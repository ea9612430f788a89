package dev.millrace.worker.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.Fault;
import dev.millrace.item.RequestItem;
import dev.millrace.money.Money;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever becomes of a request, it is held for once, and booked once. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class MoneyPathsIT {
  @Inject MoneyStage stage;

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void itsBooksSayHowItEndedOnceAndToTheLastDigit(MoneyPath path) {
    var request = path.go(stage);

    var ended = stage.ended(request);
    stage.cancel(request); // too late: changes nothing

    assertThat(ended.status()).isEqualTo(path.end());
    assertThat(ended.fault().map(Fault::code)).isEqualTo(path.fault());
    assertThat(billingStatus(ended))
        .isEqualTo(path.end() == RequestStatus.COMPLETED ? "charged" : "failed");
    assertThat(ended.charged()).isEqualTo(price(path, request));
    assertThat(stage.books(request)).isEqualTo(Books.after(request, path.end(), ended.charged()));
  }

  @Test
  void whileItWaitsItsQuoteIsHeldAndNothingIsWrittenYet() {
    var request = stage.unread(stage.asked("local/sleep", "{\"seconds\":1}"));

    assertThat(request.hold()).isEqualTo(Money.parse("0.066")); // 11 minutes
    assertThat(billingStatus(stage.view(request))).isEqualTo("pending");
    assertThat(stage.books(request)).isEqualTo(Books.holding(request));
  }

  /** As the catalogue of these tests says: 0.0001 USD a second, or else for the whole. */
  private Money price(MoneyPath path, Submission request) {
    return switch (path) {
      case COMPLETED_FOR_NOTHING -> Money.ZERO;
      case COMPLETED_FOR_LESS_THAN_ITS_QUOTE ->
          new Money(
              BigDecimal.valueOf(stage.providerNanos(request))
                  .movePointLeft(4)
                  .setScale(0, RoundingMode.HALF_UP)
                  .longValueExact());
      default -> path.end() == RequestStatus.COMPLETED ? Money.parse("0.0001") : Money.ZERO;
    };
  }

  /** As every view of the request shows it. */
  private static String billingStatus(RequestView request) {
    return RequestItem.of(request, Optional.empty(), Optional.empty()).facts().billingStatus();
  }
}
