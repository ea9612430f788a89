package dev.millrace.kafka;

import dev.millrace.account.AccountId;
import dev.millrace.event.EventTail;
import dev.millrace.event.LoggedEvent;
import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.Bucket;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/** Reads the event topic from its end on. Events of accounts that nobody follows stay bytes. */
@ApplicationScoped
public class KafkaEventTail implements EventTail {
  private static final Logger LOG = Logger.getLogger(KafkaEventTail.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
  private static final int BATCH = 500;

  /**
   * Reads are so far apart on average while events come, for each costs the broker and us the same,
   * whatever it brings. That broker and client would let events gather by themselves has a price in
   * silence: the broker then answers each few milliseconds with nothing, which takes a sixth of a
   * processor.
   */
  private static final Duration APART = Duration.ofMillis(3);

  /** So many may be closer: all events of one request that comes alone are read as they come. */
  private static final int AT_ONCE = 4;

  /** How far apart reads are while nobody wants any event: then they are only passed over. */
  private static final Duration APART_UNFOLLOWED = Duration.ofMillis(250);

  private final KafkaSettings settings;
  private final String topic;
  private final Duration apartUnfollowed;

  private final BlockingBucket distance =
      Bucket.builder()
          .addLimit(limit -> limit.capacity(AT_ONCE).refillGreedy(1, APART))
          .build()
          .asBlocking();

  /** Holds one call at the most: more say no more. */
  private final BlockingQueue<Boolean> calls = new ArrayBlockingQueue<>(1);

  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile Thread thread;
  private volatile int partitions;
  private volatile boolean stopped;
  private Listener listener;

  @Inject
  KafkaEventTail(KafkaSettings settings, KafkaConfig config) {
    this(settings, config, APART_UNFOLLOWED);
  }

  KafkaEventTail(KafkaSettings settings, KafkaConfig config, Duration apartUnfollowed) {
    this.settings = settings;
    this.apartUnfollowed = apartUnfollowed;
    this.topic = new Topics(config.topicPrefix()).events();
  }

  @Override
  public void start(Listener told) {
    listener = told;
    consumer = EventTopic.consumer(settings, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH));
    var all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    partitions = all.size();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(this::tellReading);
    thread = Thread.ofPlatform().name("millrace-event-tail").daemon().start(this::run);
  }

  @Override
  public int partitionOf(AccountId account) {
    return EventTopic.partitionOf(account, partitions);
  }

  private void run() {
    try {
      while (!stopped) {
        turn();
      }
    } catch (WakeupException | InterruptedException e) {
      LOG.debug("the tail of the events ends");
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private void turn() throws InterruptedException {
    try {
      var polled = consumer.poll(POLL);
      deliver(polled);
      if (!polled.isEmpty() && polled.count() < BATCH) {
        rest();
      }
    } catch (WakeupException e) {
      throw e;
    } catch (OffsetOutOfRangeException e) {
      skip(e.offsetOutOfRangePartitions().keySet());
    } catch (RuntimeException e) {
      LOG.warnf("the tail of the events goes on in %s: %s", AFTER_FAILURE, e);
      Thread.sleep(AFTER_FAILURE);
    }
  }

  private void rest() throws InterruptedException {
    if (listener.followsAny()) {
      distance.consume(1);
    } else {
      var unused = calls.poll(apartUnfollowed.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void followed() {
    var unused = calls.offer(true);
  }

  /** What was polled is not polled again: when it cannot be delivered, its followers must know. */
  private void deliver(ConsumerRecords<byte[], byte[]> polled) {
    polled.partitions().forEach(this::tellReading);
    try {
      var events = wanted(polled);
      if (!events.isEmpty()) {
        listener.read(events);
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "%d events could not be passed on; their followers resume", polled.count());
      polled.partitions().forEach(place -> listener.lost(place.partition()));
    }
  }

  private List<LoggedEvent> wanted(ConsumerRecords<byte[], byte[]> messages) {
    var events = new ArrayList<LoggedEvent>();
    for (var message : messages) {
      if (EventTopic.accountOf(message).filter(listener::follows).isPresent()) {
        EventTopic.read(message).ifPresent(events::add);
      }
    }
    return events;
  }

  private void tellReading(TopicPartition place) {
    listener.reading(place.partition(), consumer.position(place));
  }

  private void skip(Set<TopicPartition> gone) {
    LOG.warnf("events of %s are gone before they were read; their followers resume", gone);
    consumer.seekToEnd(gone);
    gone.forEach(this::tellReading);
    gone.forEach(place -> listener.lost(place.partition()));
  }

  @PreDestroy
  void stop() throws InterruptedException {
    stopped = true;
    if (thread != null) {
      followed(); // so that it rests no longer
      consumer.wakeup();
      thread.join(STOP_WITHIN);
    }
  }
}
