package dev.millrace.kafka;

import dev.millrace.account.AccountId;
import dev.millrace.event.EventHistory;
import dev.millrace.event.EventPosition;
import dev.millrace.event.LoggedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Replays straight from the event topic, with a consumer for each replay. What one holds in memory
 * is bounded by one fetch.
 */
@ApplicationScoped
public class KafkaEventHistory implements EventHistory {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int PATIENCE_IN_POLLS = 10;
  private static final int BATCH = 500;
  private static final int ANSWER_WITHIN_MILLIS = 5_000;
  private static final int FETCH_BYTES = 1 << 20;

  private final KafkaSettings settings;
  private final String topic;

  KafkaEventHistory(KafkaSettings settings, KafkaConfig config) {
    this.settings = settings;
    this.topic = new Topics(config.topicPrefix()).events();
  }

  @Override
  public Optional<Replay> replay(AccountId account, EventPosition from) {
    var consumer =
        EventTopic.consumer(
            settings,
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                BATCH,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_WITHIN_MILLIS,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_WITHIN_MILLIS,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES));
    try {
      var place = new TopicPartition(topic, from.partition());
      if (isKept(consumer, account, place, from.offset())) {
        consumer.assign(List.of(place));
        var since = announcedBefore(consumer, place, from.offset());
        consumer.seek(place, from.offset());
        return Optional.of(new OpenReplay(consumer, account, place, since));
      }
    } catch (RuntimeException e) {
      close(consumer);
      throw e;
    }
    close(consumer);
    return Optional.empty();
  }

  private boolean isKept(
      KafkaConsumer<byte[], byte[]> consumer, AccountId account, TopicPartition place, long from) {
    int partitions = consumer.partitionsFor(topic).size();
    if (EventTopic.partitionOf(account, partitions) != place.partition()) {
      return false;
    }
    var only = List.of(place);
    return from >= consumer.beginningOffsets(only).get(place)
        && from <= consumer.endOffsets(only).get(place);
  }

  /** Whatever stands there, and whoever's it is. */
  private static Optional<Instant> announcedBefore(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, long from) {
    if (from <= consumer.beginningOffsets(List.of(place)).get(place)) {
      return Optional.empty();
    }
    consumer.seek(place, from - 1);
    for (int i = 0; i < PATIENCE_IN_POLLS; i++) {
      var found = consumer.poll(POLL).records(place);
      if (!found.isEmpty()) {
        return Optional.of(Instant.ofEpochMilli(found.getFirst().timestamp()));
      }
    }
    throw new TimeoutException("the event before a position that is kept did not come in time");
  }

  private static void close(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private record OpenReplay(
      KafkaConsumer<byte[], byte[]> consumer,
      AccountId account,
      TopicPartition place,
      Optional<Instant> since)
      implements Replay {

    @Override
    public Page next() {
      var events = new ArrayList<LoggedEvent>();
      for (var message : consumer.poll(POLL)) {
        if (EventTopic.accountOf(message).filter(account::equals).isPresent()) {
          EventTopic.read(message).ifPresent(events::add);
        }
      }
      return new Page(events, consumer.position(place));
    }

    @Override
    public void close() {
      KafkaEventHistory.close(consumer);
    }
  }
}
