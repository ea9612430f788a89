package dev.millrace.worker.dispatch;

import dev.millrace.kafka.DispatchCodec;
import dev.millrace.kafka.Topics;
import dev.millrace.queue.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * The one thread that speaks to the Kafka consumer: reads records into windows, hands them on as
 * turns, and pauses partitions whose window is full.
 *
 * <p>A record whose request has not ended is never committed, so a crash brings it back.
 */
final class PollLoop implements Runnable, ConsumerRebalanceListener, GracefulStop.Reading {
  private static final Logger LOG = Logger.getLogger(PollLoop.class);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final DispatchConfig config;
  private final InstantSource clock;
  private final Assignment assignment;
  private final Consumer<List<Turn>> turns;
  private final Map<TopicPartition, PartitionWindow> windows = new HashMap<>();
  private final OffsetCommits commits;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean draining;
  private volatile boolean stopping;
  private volatile Throwable failure;

  PollLoop(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Topics topics,
      DispatchConfig config,
      InstantSource clock,
      Assignment assignment,
      Consumer<List<Turn>> turns) {
    this.consumer = consumer;
    this.topics = topics;
    this.config = config;
    this.clock = clock;
    this.assignment = assignment;
    this.turns = turns;
    this.commits = new OffsetCommits(consumer, windows, config.commitEvery());
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(topics.allDispatch(), this);
      while (!stopping) {
        pollOnce();
      }
      commits.now(windows.keySet());
    } catch (RuntimeException e) {
      // Kafka's final failures, and bugs of ours: a loop that is gone must not look alive.
      failure = e;
      LOG.error(
          "the dispatch loop ended by a failure that does not pass; this worker takes no more turns"
              + " and should be restarted",
          e);
    } finally {
      ended.countDown();
    }
  }

  @Override
  public void drain() {
    draining = true;
  }

  @Override
  public void stop() {
    stopping = true;
    consumer.wakeup();
  }

  @Override
  public boolean awaitEnd(Duration bound) throws InterruptedException {
    return ended.await(bound.toMillis(), TimeUnit.MILLISECONDS);
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
      commits.whenDue(clock.instant());
    } catch (WakeupException e) {
      LOG.debug("woken up to stop");
    }
  }

  private void read(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    var read = new ArrayList<Turn>();
    var now = clock.instant();
    for (var message : records) {
      var window = windowFor(message);
      if (window.read(message.offset())) {
        turn(message, window, now, read);
      }
    }
    if (!read.isEmpty()) {
      turns.accept(read);
    }
  }

  private PartitionWindow windowFor(ConsumerRecord<byte[], byte[]> message) {
    var partition = new TopicPartition(message.topic(), message.partition());
    var window = windows.get(partition);
    if (!window.hasRead(message.offset())) {
      return window;
    }
    LOG.warnf(
        "offsets of %s begin again at %d: the topic was made anew; what was read of the old one is"
            + " let go",
        partition, message.offset());
    window.revoke();
    var anew = newWindow(partition, Mark.NONE);
    windows.put(partition, anew);
    return anew;
  }

  private PartitionWindow newWindow(TopicPartition partition, Mark before) {
    boolean low = partition.topic().equals(topics.dispatch(Lane.LOW));
    return new PartitionWindow(
        new PartitionWindow.Bounds(low ? config.lowWindow() : config.window(), config.span()),
        before);
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
        "a record that is no dispatch record was skipped: topic %s, partition %d, offset %d;"
            + " something else writes to this topic",
        message.topic(), message.partition(), message.offset());
    window.acknowledge(message.offset());
  }

  private void pauseFullWindows() {
    windows.forEach(
        (partition, window) -> {
          if (window.isFull()) {
            consumer.pause(List.of(partition));
          } else if (!draining && window.hasRoom()) {
            consumer.resume(List.of(partition));
          }
        });
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    LOG.infof("partitions assigned: %s", partitions);
    var before = commits.committed(partitions);
    for (var partition : partitions) {
      windows.put(partition, newWindow(partition, before.getOrDefault(partition, Mark.NONE)));
    }
    assignment.gained(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    LOG.infof("partitions revoked: %s", partitions);
    commits.now(partitions);
    forget(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.warnf("partitions lost, because this worker was silent for too long: %s", partitions);
    forget(partitions);
  }

  private void forget(Collection<TopicPartition> partitions) {
    assignment.lost(partitions);
    for (var partition : partitions) {
      var window = windows.remove(partition);
      if (window != null) {
        window.revoke();
      }
    }
  }
}
