package dev.millrace.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The connection settings that every Kafka client of ours starts from: everything under {@code
 * kafka.}, as Quarkus gathers it, whether it comes as a property or as {@code KAFKA_…} in the
 * environment.
 */
@ApplicationScoped
public class KafkaSettings {
  /**
   * After so long the partitions of a consumer that was killed go to the others, unless {@code
   * kafka.session.timeout.ms} says otherwise. Brokers refuse less unless they are told otherwise
   * too ({@code group.min.session.timeout.ms}).
   */
  private static final int SILENT_MILLIS = 6_000;

  private static final int HEARTBEATS_A_SESSION = 4;

  private final Map<String, Object> gathered;

  KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> gathered) {
    this.gathered = gathered;
  }

  /**
   * A copy that the caller may add to; names are the Kafka client's own. Unless {@code
   * kafka.metric.reporters} names one, nobody hears of its hundreds of measurements: to register
   * them with JMX, as clients do by default, takes a tenth of a worker's start.
   */
  public Map<String, Object> connection() {
    var all = new HashMap<>(gathered);
    all.putIfAbsent(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    return all;
  }

  /**
   * For a consumer that shares its topics with others of its group, and commits by itself what it
   * has done.
   *
   * @param pollBatch records that one poll returns at the most
   */
  public Map<String, Object> consumer(String group, int pollBatch) {
    var all = connection();
    all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollBatch);
    all.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    all.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SILENT_MILLIS);
    int session = Integer.parseInt(all.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG).toString());
    all.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / HEARTBEATS_A_SESSION);
    all.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return all;
  }
}
