package dev.millrace.api.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final AccountId A = AccountId.next(Instant.EPOCH, new Random(1));
  private static final AccountId B = AccountId.next(Instant.EPOCH, new Random(2));
  private static final AccountId C = AccountId.next(Instant.EPOCH, new Random(3));

  private final Places places = new Places(3, 2);

  @Test
  void oneAccountDoesNotGetThemAll() {
    enter(A);
    enter(A);

    assertThat(code(enter(A))).isEqualTo(FaultCode.RATE_LIMITED);
    enter(B).assertNotTerminated();
    assertThat(code(enter(C))).isEqualTo(FaultCode.OVERLOADED);
  }

  @Test
  void aPlaceIsFreeAgainHoweverItsWorkEnds() {
    enter(A).cancel();
    enter(A).cancel();
    assertThat(run(Uni.createFrom().item("done")).getItem()).isEqualTo("done");
    run(Uni.createFrom().failure(new IllegalStateException())).assertFailed();
    run(null).assertFailed();

    enter(A).assertNotTerminated();
    enter(A).assertNotTerminated();
  }

  @Test
  void whoIsRefusedIsToldWhenToComeAgain() {
    enter(A);
    enter(A);

    var refused = (FaultException) enter(A).getFailure();
    assertThat(refused.fault().retryAfter()).isPresent();
  }

  private UniAssertSubscriber<Object> enter(AccountId account) {
    return places
        .in(account, () -> Uni.createFrom().nothing())
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private <T> UniAssertSubscriber<T> run(Uni<T> work) {
    return places.in(A, () -> work).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private static FaultCode code(UniAssertSubscriber<?> subscriber) {
    return ((FaultException) subscriber.getFailure()).fault().code();
  }
}
