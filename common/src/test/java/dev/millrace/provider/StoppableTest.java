package dev.millrace.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StoppableTest {
  private static final Outcome ENDED = new Outcome.Deferred(Duration.ofSeconds(1));

  private final AtomicReference<UniEmitter<? super Outcome>> run = new AtomicReference<>();
  private final AtomicReference<UniEmitter<? super Void>> stop = new AtomicReference<>();
  private final AtomicInteger runsCut = new AtomicInteger();
  private final AtomicInteger listeners = new AtomicInteger();

  private final Uni<Outcome> running =
      Uni.createFrom().<Outcome>emitter(run::set).onCancellation().invoke(runsCut::incrementAndGet);
  private final Uni<Void> cancelled =
      Uni.createFrom()
          .<Void>emitter(stop::set)
          .onSubscription()
          .invoke(listeners::incrementAndGet)
          .onTermination()
          .invoke(listeners::decrementAndGet);

  @Test
  void aRunThatIsOverAtOnceHasNobodyWaitForItsEnd() {
    var came = subscribe(Stoppable.cutting(Uni.createFrom().item(ENDED), cancelled));

    assertThat(came.assertCompleted().getItem()).isSameAs(ENDED);
    assertThat(stop.get()).isNull();
  }

  @Test
  void whoWaitsForTheEndOfARunGoesWithIt() {
    var came = subscribe(Stoppable.cutting(running, cancelled));
    assertThat(listeners).hasValue(1);

    run.get().complete(ENDED);

    came.assertCompleted();
    assertThat(listeners).hasValue(0);
  }

  @Test
  void aCancelledRunIsCutAndIsCancelled() {
    var came = subscribe(Stoppable.cutting(running, cancelled));

    stop.get().complete(null);

    assertThat(runsCut).hasValue(1);
    assertThat(came.assertCompleted().getItem()).isInstanceOf(Outcome.Cancelled.class);
  }

  @Test
  void unsubscribingCutsTheRunAndWaitsNoLonger() {
    var came = subscribe(Stoppable.cutting(running, cancelled));

    came.cancel();

    assertThat(runsCut).hasValue(1);
    assertThat(listeners).hasValue(0);
  }

  private static UniAssertSubscriber<Outcome> subscribe(Uni<Outcome> one) {
    return one.subscribe().withSubscriber(UniAssertSubscriber.create());
  }
}
