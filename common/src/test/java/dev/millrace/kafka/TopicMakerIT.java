package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engines.Engines;
import dev.millrace.queue.Lane;
import dev.millrace.testing.Settings;
import io.quarkus.runtime.StartupEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TopicMakerIT {
  private final Map<String, Object> connection =
      Map.of("bootstrap.servers", Engines.forTests().kafka().bootstrapServers());
  private final Topics topics = new Topics("test-" + UUID.randomUUID());

  @Test
  void dispatchTopicsGrowToWhatIsSetAndNeverShrink() throws Exception {
    start(3, 2);
    assertThat(partitions(topics.dispatch(Lane.NORMAL))).isEqualTo(3);

    start(5, 4);
    assertThat(partitions(topics.dispatch(Lane.NORMAL))).isEqualTo(5);
    assertThat(partitions(topics.dispatch(Lane.LOW))).isEqualTo(5);

    start(4, 4);
    assertThat(partitions(topics.dispatch(Lane.NORMAL))).isEqualTo(5);
    // Which partition an event goes to depends on their number: it stays.
    assertThat(partitions(topics.events())).isEqualTo(2);
  }

  private void start(int dispatchPartitions, int eventPartitions) {
    var config =
        Settings.of(
            KafkaConfig.class,
            Map.of(
                "millrace.kafka.topic-prefix", topics.prefix(),
                "millrace.kafka.dispatch-partitions", Integer.toString(dispatchPartitions),
                "millrace.kafka.event-partitions", Integer.toString(eventPartitions)));
    new TopicMaker(new KafkaSettings(connection), config).onStart(new StartupEvent());
  }

  private int partitions(String topic) throws Exception {
    try (var admin = Admin.create(connection)) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    }
  }
}
