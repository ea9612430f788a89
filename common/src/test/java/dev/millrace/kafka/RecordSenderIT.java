package dev.millrace.kafka;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordSenderIT {
  /** While Kafka is away the accounts of a batch are locked: it must not wait for each record. */
  @Test
  void aBatchToAKafkaThatIsAwayFailsWithinTheDeliveryTimeoutWhateverItsSize() {
    var records =
        IntStream.range(0, 50).mapToObj(i -> aSubmission().make().dispatchRecord()).toList();
    try (var kafka = KafkaForTests.unreachable("PT1S")) {
      var before = System.nanoTime();

      assertThatThrownBy(
              () -> kafka.dispatcher().dispatch(records).await().atMost(Duration.ofSeconds(60)))
          .isNotNull();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }
  }
}
