package dev.millrace.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Gate gate = new Gate(2);
  private final List<UniEmitter<? super Integer>> inside = new ArrayList<>();

  @Test
  void noMoreAreInThanMayBeAndWhoeverEndsLetsTheNextIn() {
    var first = enter();
    enter();
    enter();
    assertThat(inside).hasSize(2);

    inside.getFirst().complete(1);

    first.assertItem(1);
    assertThat(inside).hasSize(3);
  }

  @Test
  void afterAFailureTheNextComesInToo() {
    enter();
    enter();
    enter();

    inside.getFirst().fail(new IllegalStateException("broke"));

    assertThat(inside).hasSize(3);
  }

  @Test
  void whoeverLeavesTheLineOrThePlaceBlocksNobody() {
    var first = enter();
    enter();
    var waiting = enter();
    var last = enter();

    waiting.cancel();
    first.cancel();
    assertThat(inside).hasSize(3);
    inside.get(2).complete(3);

    last.assertItem(3);
    enter();
    assertThat(inside).hasSize(4);
  }

  @Test
  void aGateThatLetsNobodyInIsRefused() {
    assertThatThrownBy(() -> new Gate(0)).hasMessageContaining("millrace.output.copies-at-once");
  }

  private UniAssertSubscriber<Integer> enter() {
    return gate.through(() -> Uni.createFrom().<Integer>emitter(inside::add))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
