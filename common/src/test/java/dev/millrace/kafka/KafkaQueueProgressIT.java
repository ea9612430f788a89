package dev.millrace.kafka;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Submission;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaQueueProgressIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final KafkaForTests kafka = new KafkaForTests();
  private final KafkaQueueProgress progress = kafka.progress(vertx);

  @AfterEach
  void end() {
    progress.onStop(new ShutdownEvent());
    kafka.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aPositionIsTrueBeforeAnyWorkerCameAndFallsAsTheyGoOn() throws Exception {
    var turns = Stream.generate(() -> aSubmission().make()).map(Submission::dispatchRecord);
    var positions = kafka.dispatcher().dispatch(turns.limit(400).toList()).await().atMost(SOON);
    var last = positions.stream().max(Comparator.comparing(DispatchPosition::offset)).orElseThrow();
    progress.onStart(new StartupEvent());
    await().atMost(SOON).until(() -> position(last) > 1);

    // About 25 in each of 16 partitions: all but a few of them are ahead of the last.
    assertThat(position(last)).isBetween(340L, 399L);
    assertThat(progress.waiting(last).etaSeconds()).isEmpty();
    long before = position(last);
    kafka.commit(last.partition(), 5, BitSet.valueOf(new byte[] {0b1110}));
    await().atMost(SOON).until(() -> position(last) < before);

    assertThat(position(last)).isLessThanOrEqualTo(before - 8);
    assertThat(progress.waiting(last).etaSeconds().orElseThrow()).isPositive();
    assertThat(progress.acknowledged())
        .containsExactly(new DispatchPosition(last.lane(), last.partition(), 5));

    kafka.commit(last.partition(), last.offset(), new BitSet());
    await().atMost(SOON).until(() -> position(last) == 1);
  }

  private long position(DispatchPosition at) {
    return progress.waiting(at).position();
  }
}
