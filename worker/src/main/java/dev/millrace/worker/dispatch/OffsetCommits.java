package dev.millrace.worker.dispatch;

import dev.millrace.kafka.CommitNote;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Tells Kafka how far all requests of each partition have ended. An offset that was not committed
 * only means that its records are read again; so a failure is no more than news. Owned by the poll
 * thread.
 */
final class OffsetCommits {
  private static final Logger LOG = Logger.getLogger(OffsetCommits.class);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, PartitionWindow> windows;
  private final Duration every;
  private Instant due = Instant.MIN;

  OffsetCommits(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, PartitionWindow> windows,
      Duration every) {
    this.consumer = consumer;
    this.windows = windows;
    this.every = every;
  }

  /** Commits what has moved, without waiting, when it is time to. */
  void whenDue(Instant now) {
    if (now.isBefore(due)) {
      return;
    }
    due = now.plus(every);
    var offsets = moved(windows.keySet());
    if (!offsets.isEmpty()) {
      consumer.commitAsync(offsets, this::committed);
    }
  }

  /** Commits what has ended in these partitions, and waits for it. */
  void now(Collection<TopicPartition> partitions) {
    windowsOf(partitions).forEach(PartitionWindow::advance);
    var offsets = moved(partitions);
    if (offsets.isEmpty()) {
      return;
    }
    try {
      commitAlthoughWoken(offsets);
    } catch (KafkaException e) {
      LOG.warnf(
          "the last offsets were not committed; their records are read again: %s", e.getMessage());
    }
  }

  /** A call to stop that came outside of a poll would end the commit instead. */
  private void commitAlthoughWoken(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      consumer.commitSync(offsets, LAST_COMMIT);
    } catch (WakeupException e) {
      consumer.commitSync(offsets, LAST_COMMIT);
    }
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failed) {
    if (failed != null) {
      LOG.debugf("offsets not committed, tried again: %s", failed.getMessage());
      windowsOf(offsets.keySet()).forEach(PartitionWindow::commitFailed);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> moved(Collection<TopicPartition> partitions) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var partition : partitions) {
      var window = windows.get(partition);
      if (window != null) {
        window
            .toCommit()
            .ifPresent(
                mark ->
                    offsets.put(
                        partition,
                        new OffsetAndMetadata(
                            mark.offset(), CommitNote.write(mark.endedBeyond()))));
      }
    }
    return offsets;
  }

  private Stream<PartitionWindow> windowsOf(Collection<TopicPartition> partitions) {
    return partitions.stream().map(windows::get).filter(Objects::nonNull);
  }
}
