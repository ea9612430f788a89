package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engines.Engines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProducersIT {
  private static final int PARTITIONS = 16;

  private final String topic = "test-" + UUID.randomUUID();
  private Producers producers;

  @BeforeEach
  void start() throws Exception {
    var settings = KafkaForTests.settings(Engines.forTests().kafka().bootstrapServers());
    try (var admin = Admin.create(settings.connection())) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }
    var all = settings.connection();
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    producers = new Producers(all);
  }

  @AfterEach
  void stop() {
    producers.close(Duration.ofSeconds(5));
  }

  @Test
  void whatIsSentTogetherGoesInOneMessageWhateverPartitionsItIsFor() throws Exception {
    send(PARTITIONS);
    var before = messages(producers.of(PARTITIONS));

    send(PARTITIONS);

    assertThat(messages(producers.of(PARTITIONS))).isEqualTo(before + 1);
  }

  @Test
  void aLoneRecordWaitsForNoOthers() throws Exception {
    assertThat(producers.of(1)).isNotSameAs(producers.of(PARTITIONS));

    assertThat(send(1)).singleElement().satisfies(place -> assertThat(place.offset()).isZero());
  }

  /** What was handed over, once it is kept. */
  private List<RecordMetadata> send(int records) throws Exception {
    var producer = producers.of(records);
    var sent = IntStream.range(0, records).mapToObj(i -> send(producer, i)).toList();
    producers.allHandedOver(producer);
    var places = new ArrayList<RecordMetadata>();
    for (var one : sent) {
      places.add(one.get());
    }
    return places;
  }

  private Future<RecordMetadata> send(Producer<byte[], byte[]> producer, int partition) {
    return producer.send(new ProducerRecord<>(topic, partition, null, new byte[] {1}));
  }

  private static int messages(Producer<byte[], byte[]> producer) {
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().group().equals("producer-metrics"))
        .filter(metric -> metric.metricName().name().equals("request-total"))
        .mapToInt(metric -> ((Double) metric.metricValue()).intValue())
        .sum();
  }
}
