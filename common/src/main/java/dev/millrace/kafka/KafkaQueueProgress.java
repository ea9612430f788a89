package dev.millrace.kafka;

import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.QueueProgress;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Asks Kafka once a second how far the workers' group has committed. */
@ApplicationScoped
public class KafkaQueueProgress implements QueueProgress {
  private static final Logger LOG = Logger.getLogger(KafkaQueueProgress.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Topics topics;
  private final String group;
  private final Admin admin;
  private volatile Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
  private volatile boolean stopped;

  KafkaQueueProgress(Vertx vertx, KafkaSettings settings, KafkaConfig config) {
    this.vertx = vertx;
    this.topics = new Topics(config.topicPrefix());
    this.group = config.workerGroup();
    this.admin = Admin.create(settings.connection());
    ask();
  }

  @Override
  public OptionalLong ahead(DispatchPosition position) {
    var known =
        committed.get(new TopicPartition(topics.dispatch(position.lane()), position.partition()));
    return known == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, position.offset() - known.offset()));
  }

  @Override
  public List<DispatchPosition> acknowledged() {
    var positions = new ArrayList<DispatchPosition>();
    committed.forEach(
        (partition, offset) ->
            topics
                .laneOf(partition.topic())
                .map(lane -> new DispatchPosition(lane, partition.partition(), offset.offset()))
                .ifPresent(positions::add));
    return positions;
  }

  private void ask() {
    if (stopped) {
      return;
    }
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .whenComplete(
            (offsets, failure) -> {
              if (failure == null) {
                committed = known(offsets);
              } else {
                LOG.debugf("queue positions are as of earlier: %s", failure.getMessage());
              }
              vertx.setTimer(EVERY.toMillis(), timer -> ask());
            });
  }

  /** Partitions without a commit come as null. */
  private static Map<TopicPartition, OffsetAndMetadata> known(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    var known = new HashMap<>(offsets);
    known.values().removeIf(Objects::isNull);
    return known;
  }

  void onStop(@Observes ShutdownEvent stop) {
    stopped = true;
    admin.close(EVERY);
  }
}
