package dev.millrace.kafka;

import dev.millrace.account.AccountId;
import dev.millrace.engines.Engines;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Lane;
import dev.millrace.testing.Settings;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics of their own in the tests' Kafka, a dispatcher to them, and what stands in them. */
public final class KafkaForTests implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(5);

  private final KafkaConfig config;
  private final DispatchOffsets offsets;
  private final RecordSender sender;

  public KafkaForTests() {
    this(Engines.forTests().kafka().bootstrapServers(), "PT5S");
    new TopicMaker(settings(bootstrap()), config).onStart(new StartupEvent());
  }

  private KafkaForTests(String servers, String deliveryTimeout) {
    this.config =
        Settings.of(
            KafkaConfig.class,
            Map.of(
                "millrace.kafka.worker-group",
                "test-" + UUID.randomUUID(),
                "millrace.kafka.topic-prefix",
                "test-" + UUID.randomUUID(),
                "millrace.kafka.dispatch-partitions",
                "16",
                "millrace.kafka.delivery-timeout",
                deliveryTimeout));
    this.offsets = new DispatchOffsets(config);
    this.sender = new RecordSender(settings(servers), config);
  }

  /** A Kafka that nobody can reach. */
  static KafkaForTests unreachable(String deliveryTimeout) {
    return new KafkaForTests("127.0.0.1:1", deliveryTimeout);
  }

  public Dispatcher dispatcher() {
    return new KafkaDispatcher(sender, config, offsets, InstantSource.system());
  }

  /** As one more process hears them; stopped with {@link KafkaNotices#stop()}. */
  public KafkaNotices notices() {
    var notices = silentNotices();
    notices.onStart(new StartupEvent());
    return notices;
  }

  /** As the dispatcher of the same process has it. */
  KafkaQueueProgress progress(Vertx vertx) {
    return new KafkaQueueProgress(
        vertx, settings(bootstrap()), config, offsets, InstantSource.system());
  }

  /** Those of a process that has not begun to hear. */
  KafkaNotices silentNotices() {
    return new KafkaNotices(settings(bootstrap()), sender, config);
  }

  /** Writes what no process of ours would into the topic of the notices. */
  void scribble(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var topic = new Topics(config.topicPrefix()).notices();
    sender.send(List.of(new ProducerRecord<>(topic, 0, null, bytes))).await().atMost(POLL);
  }

  /** What a worker says. */
  void commit(int partition, long offset, BitSet ended) throws Exception {
    var mark = new OffsetAndMetadata(offset, CommitNote.write(ended));
    try (var admin = Admin.create(settings(bootstrap()).connection())) {
      admin
          .alterConsumerGroupOffsets(config.workerGroup(), Map.of(normal(partition), mark))
          .all()
          .get();
    }
  }

  /** What a worker is told that is given the partition. */
  OffsetAndMetadata committed(int partition) throws Exception {
    try (var admin = Admin.create(settings(bootstrap()).connection())) {
      return admin
          .listConsumerGroupOffsets(config.workerGroup())
          .partitionsToOffsetAndMetadata()
          .get()
          .get(normal(partition));
    }
  }

  private TopicPartition normal(int partition) {
    return new TopicPartition(new Topics(config.topicPrefix()).dispatch(Lane.NORMAL), partition);
  }

  /** A record as it stands in its topic. */
  public record Kept(DispatchRecord turn, int partition, long offset) {}

  /** All records of the normal lane, read from the beginning. */
  public List<Kept> kept() {
    var topic = new Topics(config.topicPrefix()).dispatch(Lane.NORMAL);
    var kept = new ArrayList<Kept>();
    try (var consumer = consumer()) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var message : consumer.poll(POLL)) {
          var turn = DispatchCodec.read(Lane.NORMAL, message.key(), message.value());
          kept.add(new Kept(turn.orElseThrow(), message.partition(), message.offset()));
        }
      }
    }
    return kept;
  }

  public List<Kept> keptOf(AccountId account) {
    return kept().stream().filter(record -> record.turn().account().equals(account)).toList();
  }

  private static KafkaConsumer<byte[], byte[]> consumer() {
    var properties = new Properties();
    properties.put("bootstrap.servers", bootstrap());
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static String bootstrap() {
    return Engines.forTests().kafka().bootstrapServers();
  }

  static KafkaSettings settings(String servers) {
    return new KafkaSettings(Map.of("bootstrap.servers", servers));
  }

  @Override
  public void close() {
    sender.close();
  }
}
