package dev.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

class PartBuffersTest {
  private final PartBuffers buffers = new PartBuffers(2);

  @Test
  void whoComesTooLateWaitsForTheFirstThatIsGivenBack() {
    var first = buffers.take();
    var second = buffers.take();
    var third = buffers.take();
    waits(third);

    first.giveBack();

    isReady(second);
    isReady(third);
    assertThat(buffers.free()).isZero();
  }

  @Test
  void whoWaitsIsServedInTurn() {
    var first = buffers.take();
    buffers.take();
    var third = buffers.take();
    var fourth = buffers.take();

    first.giveBack();

    isReady(third);
    waits(fourth);
  }

  @Test
  void whoGoesWhileWaitingLeavesTheTurnToTheNext() {
    var first = buffers.take();
    buffers.take();
    var third = buffers.take();
    var fourth = buffers.take();

    third.giveBack();
    first.giveBack();

    isReady(fourth);
  }

  @Test
  void givingBackTwiceIsGivingBackOnce() {
    var first = buffers.take();

    first.giveBack();
    first.giveBack();

    assertThat(buffers.free()).isEqualTo(2);
  }

  @Test
  void oneBufferIsTooFew() {
    assertThatThrownBy(() -> new PartBuffers(1)).hasMessageContaining("millrace.s3.part-buffers");
  }

  private static void isReady(PartBuffers.Place place) {
    place.ready().subscribe().withSubscriber(UniAssertSubscriber.create()).assertCompleted();
  }

  private static void waits(PartBuffers.Place place) {
    place.ready().subscribe().withSubscriber(UniAssertSubscriber.create()).assertNotTerminated();
  }
}
