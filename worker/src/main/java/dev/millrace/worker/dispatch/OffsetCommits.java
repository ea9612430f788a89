package dev.millrace.worker.dispatch;

import dev.millrace.kafka.CommitNote;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Tells Kafka how far all requests of each partition have ended, and which beyond that, and reads
 * it again where a partition is given to us. An offset that was not committed only means that its
 * records are read again; so a failure is no more than news. Owned by the poll thread.
 */
final class OffsetCommits {
  private static final Logger LOG = Logger.getLogger(OffsetCommits.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, PartitionWindow> windows;
  private final Duration every;
  private Instant due = Instant.MIN;
  private boolean countOnly;

  OffsetCommits(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, PartitionWindow> windows,
      Duration every) {
    this.consumer = consumer;
    this.windows = windows;
    this.every = every;
  }

  /**
   * Asks how far partitions that are given to us had come; those of which nothing is known are left
   * out.
   */
  Map<TopicPartition, Mark> committed(Collection<TopicPartition> partitions) {
    var marks = new HashMap<TopicPartition, Mark>();
    try {
      consumer
          .committed(Set.copyOf(partitions), ANSWER_WITHIN)
          .forEach(
              (partition, commit) -> {
                if (commit != null) {
                  marks.put(partition, mark(commit));
                }
              });
    } catch (KafkaException e) {
      LOG.warnf(
          "what had ended in %s is not known; its records are looked at again: %s",
          partitions, e.getMessage());
    }
    return marks;
  }

  /** Commits what has moved, without waiting, when it is time to. */
  void whenDue(Instant now) {
    if (now.isBefore(due)) {
      return;
    }
    due = now.plus(every);
    var offsets = moved(windows.keySet());
    if (!offsets.isEmpty()) {
      consumer.commitAsync(offsets, this::answered);
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
      consumer.commitSync(offsets, ANSWER_WITHIN);
    } catch (WakeupException e) {
      consumer.commitSync(offsets, ANSWER_WITHIN);
    }
  }

  private void answered(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failed) {
    if (failed instanceof OffsetMetadataTooLarge) {
      tooLarge();
    }
    if (failed != null) {
      LOG.debugf("offsets not committed, tried again: %s", failed.getMessage());
      windowsOf(offsets.keySet()).forEach(PartitionWindow::commitFailed);
    }
  }

  private void tooLarge() {
    if (!countOnly) {
      countOnly = true;
      LOG.warn(
          "Kafka does not take the note beside an offset that says which requests beyond it have"
              + " ended; from now on only how many. After a restart in a full queue they are looked"
              + " at again: set the brokers' offset.metadata.max.bytes to 4096");
    }
  }

  private static Mark mark(OffsetAndMetadata commit) {
    return new Mark(commit.offset(), CommitNote.which(commit.metadata()));
  }

  private OffsetAndMetadata commit(Mark mark) {
    var note =
        countOnly
            ? CommitNote.writeCount(mark.ended().cardinality())
            : CommitNote.write(mark.ended());
    return new OffsetAndMetadata(mark.offset(), note);
  }

  private Map<TopicPartition, OffsetAndMetadata> moved(Collection<TopicPartition> partitions) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var partition : partitions) {
      var window = windows.get(partition);
      if (window != null) {
        window.toCommit().ifPresent(mark -> offsets.put(partition, commit(mark)));
      }
    }
    return offsets;
  }

  private Stream<PartitionWindow> windowsOf(Collection<TopicPartition> partitions) {
    return partitions.stream().map(windows::get).filter(Objects::nonNull);
  }
}
