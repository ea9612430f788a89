package dev.millrace.worker.dispatch;

import dev.millrace.kafka.Topics;
import dev.millrace.queue.Lane;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which dispatch partitions are this worker's. No partition is two workers' at once, so shares of a
 * limit by partitions never sum up to more than the limit. Any thread may call it.
 */
final class Assignment {
  private final Topics topics;
  private final Map<Lane, BitSet> mine = new EnumMap<>(Lane.class);
  private volatile Runnable onChange = () -> {};

  Assignment(Topics topics) {
    this.topics = topics;
    for (var lane : Lane.values()) {
      mine.put(lane, new BitSet());
    }
  }

  /** Who is told, on the caller's thread, that shares have changed. */
  void onChange(Runnable told) {
    onChange = told;
  }

  void gained(Collection<TopicPartition> partitions) {
    set(partitions, true);
    onChange.run();
  }

  void lost(Collection<TopicPartition> partitions) {
    set(partitions, false);
    onChange.run();
  }

  private synchronized void set(Collection<TopicPartition> partitions, boolean isMine) {
    for (var partition : partitions) {
      topics
          .laneOf(partition.topic())
          .ifPresent(lane -> mine.get(lane).set(partition.partition(), isMine));
    }
  }

  /** How many of these partitions of a lane are ours. */
  synchronized int countOf(Lane lane, int[] partitions) {
    int count = 0;
    for (int partition : partitions) {
      if (mine.get(lane).get(partition)) {
        count++;
      }
    }
    return count;
  }

  /** How many partitions of all lanes are ours. */
  synchronized int count() {
    return mine.values().stream().mapToInt(BitSet::cardinality).sum();
  }
}
