package dev.millrace.worker.dispatch;

import dev.millrace.kafka.DispatchCodec;
import dev.millrace.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * The one thread that speaks to the Kafka consumer: reads records into windows, hands them on as
 * turns, pauses partitions whose window is full, and commits how far all requests have ended.
 *
 * <p>A record whose request has not ended is never committed, so a crash brings it back.
 */
final class PollLoop implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(PollLoop.class);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final DispatchConfig config;
  private final InstantSource clock;
  private final Consumer<List<Turn>> turns;
  private final Map<TopicPartition, PartitionWindow> windows = new HashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private Instant commitDue = Instant.MIN;
  private volatile boolean draining;
  private volatile boolean stopping;
  private volatile Throwable failure;

  PollLoop(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Topics topics,
      DispatchConfig config,
      InstantSource clock,
      Consumer<List<Turn>> turns) {
    this.consumer = consumer;
    this.topics = topics;
    this.config = config;
    this.clock = clock;
    this.turns = turns;
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(topics.allDispatch(), this);
      while (!stopping) {
        pollOnce();
      }
      commitNow();
    } catch (RuntimeException e) {
      // Kafka's final failures, and bugs of ours: a loop that is gone must not look alive.
      failure = e;
      LOG.error(
          "the dispatch loop ended by a failure that does not pass; this worker takes no more turns and should be restarted",
          e);
    } finally {
      ended.countDown();
    }
  }

  /** Reads no more; what was read may still end and be committed. */
  void drain() {
    draining = true;
  }

  /** Commits what has ended and leaves the group. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Whether the loop has died; for health. */
  boolean hasFailed() {
    return failure != null;
  }

  private void pollOnce() {
    try {
      if (draining) {
        consumer.pause(consumer.assignment());
      }
      read(consumer.poll(config.pollWait()));
      windows.values().forEach(PartitionWindow::advance);
      pauseFullWindows();
      commitWhenDue();
    } catch (WakeupException e) {
      LOG.debug("woken up to stop");
    }
  }

  private void read(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    var read = new ArrayList<Turn>();
    var now = clock.instant();
    for (var message : records) {
      var window =
          windows.computeIfAbsent(
              new TopicPartition(message.topic(), message.partition()), p -> new PartitionWindow());
      window.read(message.offset());
      turn(message, window, now, read);
    }
    if (!read.isEmpty()) {
      turns.accept(read);
    }
  }

  private void turn(
      ConsumerRecord<byte[], byte[]> message,
      PartitionWindow window,
      Instant now,
      List<Turn> read) {
    topics
        .laneOf(message.topic())
        .flatMap(lane -> DispatchCodec.read(lane, message.key(), message.value()))
        .ifPresentOrElse(
            dispatch -> read.add(new Turn(dispatch, window, message.offset(), now)),
            () -> skipForeign(message, window));
  }

  private static void skipForeign(ConsumerRecord<byte[], byte[]> message, PartitionWindow window) {
    LOG.errorf(
        "a record that is no dispatch record was skipped: topic %s, partition %d, offset %d; something else writes to this topic",
        message.topic(), message.partition(), message.offset());
    window.acknowledge(message.offset());
  }

  private void pauseFullWindows() {
    windows.forEach(
        (partition, window) -> {
          if (window.size() >= config.window()) {
            consumer.pause(List.of(partition));
          } else if (!draining && window.size() <= config.window() / 2) {
            consumer.resume(List.of(partition));
          }
        });
  }

  private void commitWhenDue() {
    var now = clock.instant();
    if (now.isBefore(commitDue)) {
      return;
    }
    commitDue = now.plus(config.commitEvery());
    var offsets = offsetsToCommit(windows.keySet());
    if (!offsets.isEmpty()) {
      consumer.commitAsync(offsets, this::committed);
    }
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failed) {
    if (failed != null) {
      LOG.debugf("offsets not committed, tried again: %s", failed.getMessage());
      offsets.keySet().stream()
          .map(windows::get)
          .filter(w -> w != null)
          .forEach(PartitionWindow::commitFailed);
    }
  }

  private void commitNow() {
    commitSync(windows.keySet());
  }

  /**
   * Uncommitted offsets only mean that records are read again; so a failure is no more than news.
   */
  private void commitSync(Collection<TopicPartition> partitions) {
    partitions.stream().map(windows::get).filter(w -> w != null).forEach(PartitionWindow::advance);
    var offsets = offsetsToCommit(partitions);
    if (offsets.isEmpty()) {
      return;
    }
    try {
      commitSyncAlthoughWoken(offsets);
    } catch (KafkaException e) {
      LOG.warnf(
          "the last offsets were not committed; their records are read again: %s", e.getMessage());
    }
  }

  /** A call to stop that came outside of a poll would end the commit instead. */
  private void commitSyncAlthoughWoken(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      consumer.commitSync(offsets, LAST_COMMIT);
    } catch (WakeupException e) {
      consumer.commitSync(offsets, LAST_COMMIT);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> offsetsToCommit(
      Collection<TopicPartition> partitions) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var partition : partitions) {
      var window = windows.get(partition);
      if (window != null) {
        window.toCommit().ifPresent(at -> offsets.put(partition, new OffsetAndMetadata(at)));
      }
    }
    return offsets;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    LOG.infof("partitions assigned: %s", partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    LOG.infof("partitions revoked: %s", partitions);
    commitSync(partitions);
    forget(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.warnf("partitions lost, because this worker was silent for too long: %s", partitions);
    forget(partitions);
  }

  private void forget(Collection<TopicPartition> partitions) {
    for (var partition : partitions) {
      var window = windows.remove(partition);
      if (window != null) {
        window.revoke();
      }
    }
  }
}
