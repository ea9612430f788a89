package dev.millrace.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CutShortTest {
  private static final Fault LATE = Fault.of(FaultCode.PROVIDER_TIMED_OUT, "too late");

  private final AtomicBoolean letGo = new AtomicBoolean();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final AtomicReference<UniEmitter<? super Fault>> bell = new AtomicReference<>();
  private final Uni<Fault> signal =
      Uni.createFrom()
          .<Fault>emitter(emitter -> bell.set(emitter))
          .onCancellation()
          .invoke(() -> letGo.set(true));
  private final UnicastProcessor<Integer> source = UnicastProcessor.create();
  private final Multi<Integer> stream =
      CutShort.by(signal, source.onCancellation().invoke(() -> cancelled.set(true)));

  @Test
  void whatEndsByItselfIsUnchangedAndLetsGoOfTheSignal() {
    var reader = read(10);
    source.onNext(1);
    source.onNext(2);
    source.onComplete();

    reader.assertItems(1, 2).assertCompleted();
    assertThat(letGo).isTrue();
    assertThat(cancelled).isFalse();
  }

  @Test
  void theSignalEndsItWithItsFaultAndCancelsTheSource() {
    var reader = read(10);
    source.onNext(1);
    bell.get().complete(LATE);
    source.onNext(2);

    reader.assertItems(1).assertFailedWith(FaultException.class, "too late");
    assertThat(cancelled).isTrue();
  }

  @Test
  void aFailureOfTheSourcePassesAndLetsGoOfTheSignal() {
    var reader = read(10);
    source.onError(new IllegalStateException("broken"));

    reader.assertFailedWith(IllegalStateException.class, "broken");
    assertThat(letGo).isTrue();
  }

  @Test
  void aFailureOfTheSignalEndsIt() {
    var reader = read(10);
    bell.get().fail(new IllegalStateException("no clock"));

    reader.assertFailedWith(IllegalStateException.class, "no clock");
    assertThat(cancelled).isTrue();
  }

  @Test
  void aReaderThatLeavesCancelsTheSourceAndLetsGoOfTheSignal() {
    read(10).cancel();

    assertThat(cancelled).isTrue();
    assertThat(letGo).isTrue();
  }

  @Test
  void aSignalThatWasThereBeforeEndsItAtOnce() {
    var reader =
        CutShort.by(Uni.createFrom().item(LATE), source)
            .subscribe()
            .withSubscriber(AssertSubscriber.<Integer>create(10));

    reader.assertFailedWith(FaultException.class, "too late").assertHasNotReceivedAnyItem();
  }

  @Test
  void noMoreIsAskedOfTheSourceThanOfIt() {
    var asked = new AtomicReference<Long>(0L);
    var reader =
        CutShort.by(
                signal,
                Multi.createFrom()
                    .range(0, 100)
                    .onRequest()
                    .invoke(n -> asked.set(asked.get() + n)))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(2));

    reader.assertItems(0, 1);
    assertThat(asked).hasValue(2L);
  }

  @Test
  void aSourceThatIsNotThereYetIsCancelledWhenItComes() {
    var late = new AtomicReference<Flow.Subscriber<? super Integer>>();
    Flow.Publisher<Integer> beginsLater = late::set;
    var notYet = Multi.createFrom().publisher(beginsLater);
    var reader =
        CutShort.by(signal, notYet)
            .subscribe()
            .withSubscriber(AssertSubscriber.<Integer>create(10));

    bell.get().complete(LATE);
    var came = new AtomicBoolean();
    late.get()
        .onSubscribe(
            new Flow.Subscription() {
              @Override
              public void request(long n) {
                throw new AssertionError("nothing may be asked of it any more");
              }

              @Override
              public void cancel() {
                came.set(true);
              }
            });

    reader.assertFailedWith(FaultException.class, "too late");
    assertThat(came).isTrue();
  }

  /** A reader that heard of two ends would say so. */
  @RepeatedTest(200)
  void whenSourceAndSignalEndItTogetherItEndsOnce() throws InterruptedException {
    var reader = read(Long.MAX_VALUE);
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(
          () -> {
            awaited(go);
            source.onNext(1);
            source.onComplete();
          });
      threads.execute(
          () -> {
            awaited(go);
            bell.get().complete(LATE);
          });
      go.countDown();
    }

    reader.assertTerminated();
    assertThat(reader.getItems().size()).isLessThanOrEqualTo(1);
    assertThat(reader.getFailure() == null).isEqualTo(reader.hasCompleted());
  }

  private AssertSubscriber<Integer> read(long asked) {
    return stream.subscribe().withSubscriber(AssertSubscriber.create(asked));
  }

  private static void awaited(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
