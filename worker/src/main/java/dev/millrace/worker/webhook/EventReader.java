package dev.millrace.worker.webhook;

import dev.millrace.event.RequestEvent;
import dev.millrace.kafka.EventCodec;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.webhook.DeliveryQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads what happened and writes down what is to be delivered. Offsets are committed only behind
 * the database, so no announcement is lost; one that is read twice makes no second delivery.
 */
final class EventReader implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(EventReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(30);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(5);
  private static final long AGAIN_MILLIS = 1_000;

  /**
   * Reads are so far apart at the least while events come: a receiver can wait so long, and each
   * read costs broker and worker the same, whatever it brings. The first after a silence is read at
   * once.
   */
  private static final long APART_MILLIS = 50;

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final DeliveryQueue queue;
  private final InstantSource clock;
  private final Runnable written;
  private final int fullRead;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private Instant commitDue = Instant.MIN;
  private volatile boolean failed;

  /**
   * @param written is run whenever deliveries were written down
   * @param fullRead events that the consumer returns at once at the most
   */
  EventReader(
      Consumer<byte[], byte[]> consumer,
      String topic,
      DeliveryQueue queue,
      InstantSource clock,
      Runnable written,
      int fullRead) {
    this.consumer = consumer;
    this.topic = topic;
    this.queue = queue;
    this.clock = clock;
    this.written = written;
    this.fullRead = fullRead;
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(List.of(topic), this);
      while (stop.getCount() > 0) {
        readOnce();
      }
      commitNow();
    } catch (RuntimeException e) {
      // Kafka's final failures, and bugs of ours: a reader that is gone must not look alive.
      failed = true;
      LOG.error(
          "webhooks are not read any more, by a failure that does not pass; restart this worker",
          e);
    } finally {
      ended.countDown();
    }
  }

  void stop() throws InterruptedException {
    stop.countDown();
    consumer.wakeup();
    ended.await();
  }

  /** Whether the reader has died; for health. */
  boolean hasFailed() {
    return failed;
  }

  private void readOnce() {
    try {
      var records = consumer.poll(POLL);
      if (write(records)) {
        commitWhenDue();
        restAfter(records);
      } else {
        rewind(records);
      }
    } catch (WakeupException e) {
      LOG.debug("woken up to stop");
    }
  }

  /** False when nothing is certain to be written: the records are then read again. */
  private boolean write(ConsumerRecords<byte[], byte[]> records) {
    var events =
        StreamSupport.stream(records.spliterator(), false)
            .map(ConsumerRecord::value)
            .filter(EventCodec::mayHaveWebhook)
            .flatMap(value -> EventCodec.read(value).stream())
            .filter(EventReader::matters)
            .toList();
    if (events.isEmpty()) {
      return true;
    }
    try {
      queue
          .enqueue(requests(events, false), requests(events, true), clock.instant())
          .await()
          .atMost(WRITTEN_WITHIN);
      written.run();
      return true;
    } catch (RuntimeException e) {
      LOG.warnf("%d webhook events are read again later: %s", events.size(), e.getMessage());
      return false;
    }
  }

  private static boolean matters(RequestEvent event) {
    return event.hasWebhook() && event.status() != RequestStatus.IN_QUEUE;
  }

  private static List<RequestId> requests(List<RequestEvent> events, boolean onlyEnded) {
    return events.stream()
        .filter(event -> !onlyEnded || event.status().isTerminal())
        .map(RequestEvent::request)
        .distinct()
        .sorted()
        .toList();
  }

  private void rewind(ConsumerRecords<byte[], byte[]> records) {
    for (var partition : records.partitions()) {
      consumer.seek(partition, records.records(partition).getFirst().offset());
    }
    rest(AGAIN_MILLIS);
  }

  private void restAfter(ConsumerRecords<byte[], byte[]> records) {
    if (!records.isEmpty() && records.count() < fullRead) {
      rest(APART_MILLIS);
    }
  }

  private void rest(long millis) {
    try {
      if (stop.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.debug("asked to stop between two reads");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two reads of webhook events", e);
    }
  }

  /** A commit that fails only means that events are read again. */
  private void commitWhenDue() {
    var now = clock.instant();
    if (!now.isBefore(commitDue)) {
      commitDue = now.plus(COMMIT_EVERY);
      consumer.commitAsync(
          (offsets, failure) -> {
            if (failure != null) {
              LOG.debugf("offsets not committed, tried again: %s", failure.getMessage());
            }
          });
    }
  }

  private void commitNow() {
    try {
      commitAlthoughWoken();
    } catch (KafkaException e) {
      LOG.warnf("the last offsets were not committed; events are read again: %s", e.getMessage());
    }
  }

  /** A call to stop that came outside of a poll would end the commit instead. */
  private void commitAlthoughWoken() {
    try {
      consumer.commitSync(LAST_COMMIT);
    } catch (WakeupException e) {
      consumer.commitSync(LAST_COMMIT);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    LOG.debugf("event partitions assigned: %s", partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    commitNow();
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.warnf("event partitions lost, because this worker was silent for too long: %s", partitions);
  }
}
