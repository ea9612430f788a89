package dev.millrace.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  private final StopSignal signal = new StopSignal();

  @Test
  void allWhoListenHearTheFirstReason() {
    var one = ask();
    var other = ask();

    signal.tell(Stop.CANCELLED);
    signal.tell(Stop.LOST);

    one.assertItem(Stop.CANCELLED);
    other.assertItem(Stop.CANCELLED);
    assertThat(signal.reason()).contains(Stop.CANCELLED);
  }

  @Test
  void whoAsksLaterHearsItToo() {
    signal.tell(Stop.DRAINED);

    ask().assertItem(Stop.DRAINED);
    assertThat(signal.listeners()).isZero();
  }

  @Test
  void nobodyIsKeptWhoHasUnsubscribedOrHeard() {
    var one = ask();
    var other = ask();

    one.cancel();
    assertThat(signal.listeners()).isEqualTo(1);
    signal.tell(Stop.CANCELLED);

    one.assertNotTerminated();
    other.assertItem(Stop.CANCELLED);
    assertThat(signal.listeners()).isZero();
  }

  @Test
  void nothingIsSaidWhileTheAttemptIsToGoOn() {
    ask().assertNotTerminated();
    assertThat(signal.reason()).isEmpty();
  }

  private UniAssertSubscriber<Stop> ask() {
    return signal.asked().subscribe().withSubscriber(UniAssertSubscriber.create());
  }
}
