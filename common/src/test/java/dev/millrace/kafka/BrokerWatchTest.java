package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {
  private final ArrayDeque<Runnable> later = new ArrayDeque<>();
  private CompletableFuture<Boolean> answer = CompletableFuture.completedFuture(true);
  private final BrokerWatch watch = new BrokerWatch(() -> answer, later::add);

  @Test
  void kafkaIsThereAtFirst() {
    assertThat(watch.isAway()).isFalse();
  }

  @Test
  void isAwayAfterARecordWasNotTaken() {
    watch.missed();

    assertThat(watch.isAway()).isTrue();
  }

  @Test
  void isBackWhenABrokerAnswers() {
    watch.missed();

    later.remove().run();

    assertThat(watch.isAway()).isFalse();
  }

  @Test
  void asksAgainUntilABrokerAnswers() {
    answer = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
    watch.missed();
    later.remove().run();
    answer = CompletableFuture.completedFuture(false);
    later.remove().run();
    assertThat(watch.isAway()).isTrue();
    answer = CompletableFuture.completedFuture(true);

    later.remove().run();

    assertThat(watch.isAway()).isFalse();
    assertThat(later).isEmpty();
  }

  @Test
  void manyMissedRecordsAskOnce() {
    watch.missed();
    watch.missed();

    assertThat(later).hasSize(1);
  }
}
