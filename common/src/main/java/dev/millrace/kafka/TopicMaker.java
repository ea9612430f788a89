package dev.millrace.kafka;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/**
 * Makes the topics that are not there yet, when an app starts. Existing ones stay as they are, but
 * for dispatch topics with fewer partitions than are set: they grow, because a record may be sent
 * to any of the partitions that are set, and nothing depends on which one it was.
 */
@ApplicationScoped
public class TopicMaker {
  private static final Logger LOG = Logger.getLogger(TopicMaker.class);

  private static final int SEGMENTS = 8;
  private static final Duration SHORTEST_SEGMENT = Duration.ofMinutes(1);

  private final KafkaSettings settings;
  private final KafkaConfig config;

  TopicMaker(KafkaSettings settings, KafkaConfig config) {
    this.settings = settings;
    this.config = config;
  }

  void onStart(@Observes StartupEvent start) {
    try (var admin = Admin.create(settings.connection())) {
      var names = new Topics(config.topicPrefix());
      make(admin, topics(names));
      for (var name : names.allDispatch()) {
        new PartitionCount(admin, name).growTo(config.dispatchPartitions());
      }
    }
  }

  private List<NewTopic> topics(Topics names) {
    var all = new ArrayList<NewTopic>();
    all.add(topic(names.events(), config.eventPartitions(), config.eventRetention()));
    all.add(topic(names.notices(), 1, config.noticeRetention()));
    for (var name : names.allDispatch()) {
      all.add(topic(name, config.dispatchPartitions(), config.dispatchRetention()));
    }
    return all;
  }

  private NewTopic topic(String name, int partitions, Duration retention) {
    return new NewTopic(name, partitions, config.replicationFactor())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(segment(retention).toMillis())));
  }

  /**
   * Kafka deletes whole segments, and never the one that it writes to; left to itself it begins a
   * new one each week, and would keep a quiet topic's records for twice as long as we say.
   */
  static Duration segment(Duration retention) {
    var part = retention.dividedBy(SEGMENTS);
    return part.compareTo(SHORTEST_SEGMENT) < 0 ? SHORTEST_SEGMENT : part;
  }

  /** All in one call: each takes a start some of its time. */
  private static void make(Admin admin, List<NewTopic> topics) {
    var made = admin.createTopics(topics).values();
    topics.forEach(topic -> await(made.get(topic.name()), topic));
  }

  /** Two apps that start at once may both try; the second is told that the topic is there. */
  private static void await(KafkaFuture<Void> made, NewTopic topic) {
    try {
      made.get();
      LOG.infof("made topic %s with %d partitions", topic.name(), topic.numPartitions());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "cannot make topic %s; is Kafka reachable at kafka.bootstrap.servers, and may this user create topics?"
                .formatted(topic.name()),
            e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making topic " + topic.name(), e);
    }
  }
}
