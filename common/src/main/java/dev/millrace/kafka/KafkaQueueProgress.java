package dev.millrace.kafka;

import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Lane;
import dev.millrace.queue.QueueProgress;
import dev.millrace.queue.Waiting;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Asks Kafka once a second how far the workers' group has come and how far records reach; all that
 * is answered is arithmetic on what it said last.
 */
@ApplicationScoped
public class KafkaQueueProgress implements QueueProgress {
  private static final Logger LOG = Logger.getLogger(KafkaQueueProgress.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int ANSWER_WITHIN_MILLIS = 5_000;
  private static final int BEHIND_TOPICS = 5_000;

  private final Vertx vertx;
  private final Topics topics;
  private final DispatchOffsets offsets;
  private final InstantSource clock;
  private final Admin admin;
  private final OffsetQuestion question;
  private final Map<Lane, MeasuredLane> lanes = new EnumMap<>(Lane.class);
  private volatile Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
  private volatile boolean stopped;

  KafkaQueueProgress(
      Vertx vertx,
      KafkaSettings settings,
      KafkaConfig config,
      DispatchOffsets offsets,
      InstantSource clock) {
    this.vertx = vertx;
    this.topics = new Topics(config.topicPrefix());
    this.offsets = offsets;
    this.clock = clock;
    this.admin = Admin.create(adminSettings(settings));
    this.question =
        new OffsetQuestion(admin, config.workerGroup(), topics, config.dispatchPartitions());
    for (var lane : Lane.values()) {
      lanes.put(lane, new MeasuredLane(offsets.of(lane)));
    }
  }

  private static Map<String, Object> adminSettings(KafkaSettings settings) {
    var all = settings.connection();
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
    return all;
  }

  /** Once the topics are there. */
  void onStart(@Observes @Priority(BEHIND_TOPICS) StartupEvent start) {
    ask();
  }

  @Override
  public Waiting waiting(DispatchPosition position) {
    return lanes.get(position.lane()).waiting(position);
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
    question
        .ask()
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                take(answer);
              } else {
                LOG.debugf("queue positions are as of earlier: %s", failure.getMessage());
              }
              vertx.setTimer(EVERY.toMillis(), timer -> ask());
            });
  }

  private void take(OffsetQuestion.Answer answer) {
    committed = answer.committed();
    for (var entry : lanes.entrySet()) {
      var topic = topics.dispatch(entry.getKey());
      var lane = offsets.of(entry.getKey());
      for (int p = 0; p < lane.partitions(); p++) {
        answer.of(new TopicPartition(topic, p)).noteIn(lane, p);
      }
      entry.getValue().measure(clock.instant());
    }
  }

  void onStop(@Observes ShutdownEvent stop) {
    stopped = true;
    admin.close(EVERY);
  }
}
