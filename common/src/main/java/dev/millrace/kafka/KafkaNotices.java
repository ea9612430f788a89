package dev.millrace.kafka;

import dev.millrace.notice.Notice;
import dev.millrace.notice.Notices;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Notices in a topic of one partition that each process reads for itself, from its end on. Whoever
 * could not read for longer than they are kept has missed some, as the port allows.
 */
@ApplicationScoped
public class KafkaNotices implements Notices {
  private static final Logger LOG = Logger.getLogger(KafkaNotices.class);
  private static final int AFTER_TOPICS_ARE_MADE = 4000;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final RecordSender sender;
  private final TopicPartition place;
  private final List<Consumer<Notice>> followers = new CopyOnWriteArrayList<>();
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile Thread thread;
  private volatile boolean stopped;

  KafkaNotices(KafkaSettings settings, RecordSender sender, KafkaConfig config) {
    this.settings = settings;
    this.sender = sender;
    this.place = new TopicPartition(new Topics(config.topicPrefix()).notices(), 0);
  }

  void onStart(@Observes @Priority(AFTER_TOPICS_ARE_MADE) StartupEvent start) {
    consumer =
        EventTopic.consumer(settings, Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
    consumer.assign(List.of(place));
    consumer.seekToEnd(List.of(place));
    LOG.debugf("notices are heard from offset %d on", consumer.position(place));
    thread = Thread.ofPlatform().name("millrace-notices").daemon().start(this::run);
  }

  @Override
  public Uni<Void> tell(Notice notice) {
    return sender
        .send(List.of(new ProducerRecord<>(place.topic(), 0, null, NoticeCodec.write(notice))))
        .replaceWithVoid();
  }

  @Override
  public void follow(Consumer<Notice> follower) {
    followers.add(follower);
  }

  private void run() {
    try {
      while (!stopped) {
        turn();
      }
    } catch (WakeupException | InterruptedException e) {
      LOG.debug("notices are not heard any more");
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private void turn() throws InterruptedException {
    try {
      consumer
          .poll(POLL)
          .forEach(message -> NoticeCodec.read(message.value()).ifPresent(this::pass));
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warnf("notices are heard again in %s: %s", AFTER_FAILURE, e);
      Thread.sleep(AFTER_FAILURE);
    }
  }

  /** What one follower makes of it is nothing to the others. */
  private void pass(Notice notice) {
    for (var follower : followers) {
      try {
        follower.accept(notice);
      } catch (RuntimeException e) {
        LOG.errorf(e, "a notice was lost on one that follows: account=%s", notice.account());
      }
    }
  }

  boolean isHearing() {
    return thread != null && thread.isAlive();
  }

  /** Public for whoever starts one without an application. */
  @PreDestroy
  public void stop() throws InterruptedException {
    stopped = true;
    if (thread != null) {
      consumer.wakeup();
      thread.join(STOP_WITHIN);
    }
  }
}
