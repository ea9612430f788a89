package dev.millrace.api.files.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> begun = new ArrayList<>();
  private final Turns turns = new Turns(1, 1);

  @Test
  void thoseThatWaitComeInOrderAndNoMoreWaitThanMay() {
    var first = new CompletableFuture<String>();
    var second = new CompletableFuture<String>();
    var one = taken("one", first);
    var two = taken("two", second);
    var three = taken("three", new CompletableFuture<>());

    assertThat(begun).containsExactly("one");
    assertThatThrownBy(three::join)
        .hasCauseInstanceOf(FaultException.class)
        .satisfies(
            refused ->
                assertThat(((FaultException) refused.getCause()).fault().code())
                    .isEqualTo(FaultCode.OVERLOADED));

    first.complete("done");
    assertThat(one.join()).isEqualTo("done");
    assertThat(begun).containsExactly("one", "two");
    second.complete("too");
    assertThat(two.join()).isEqualTo("too");
  }

  @Test
  void aTurnThatFailedIsOver() {
    var broken = new CompletableFuture<String>();
    var one = taken("one", broken);

    broken.completeExceptionally(new IllegalStateException("no"));

    assertThatThrownBy(one::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(taken("two", CompletableFuture.completedFuture("ok")).join()).isEqualTo("ok");
  }

  private CompletableFuture<String> taken(String name, CompletableFuture<String> end) {
    return turns
        .take(
            Uni.createFrom()
                .completionStage(
                    () -> {
                      begun.add(name);
                      return end;
                    }))
        .subscribeAsCompletionStage();
  }
}
