package dev.millrace.kafka;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the records of a process. {@code Producer.send} may block while it has no metadata or no
 * buffer, so it runs on a thread of its own, never on an event loop. One thread also keeps the
 * order within a call; whoever needs an order among calls waits for one before the next.
 */
@ApplicationScoped
public class RecordSender {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ASK_EVERY = Duration.ofMillis(500);
  private static final Duration COME_BACK = Duration.ofSeconds(1);
  private static final int ANSWER_WITHIN_MILLIS = 2_000;

  private final Producers producers;
  private final Admin admin;
  private final BrokerWatch watch;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("millrace-kafka-sender").daemon().factory());

  RecordSender(KafkaSettings settings, KafkaConfig config) {
    this.producers = new Producers(producerSettings(settings, config));
    this.admin = Admin.create(adminSettings(settings));
    this.watch =
        new BrokerWatch(
            this::brokerServes,
            CompletableFuture.delayedExecutor(ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static Map<String, Object> adminSettings(KafkaSettings settings) {
    var all = settings.connection();
    all.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return all;
  }

  private CompletionStage<Boolean> brokerServes() {
    return admin
        .describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_WITHIN_MILLIS))
        .nodes()
        .toCompletionStage()
        .thenApply(nodes -> !nodes.isEmpty());
  }

  private static Map<String, Object> producerSettings(KafkaSettings settings, KafkaConfig config) {
    var delivery = Math.toIntExact(config.deliveryTimeout().toMillis());
    var all = settings.connection();
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery / 2);
    all.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
    all.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return all;
  }

  /** Fails at once with ENGINE_UNAVAILABLE while Kafka is known to be away. */
  public Uni<Void> ready() {
    return watch.isAway()
        ? Uni.createFrom().failure(RecordSender::away)
        : Uni.createFrom().voidItem();
  }

  /**
   * Sends all records in order.
   *
   * @return where they stand, in the order of {@code records}; fails with the first failure, once
   *     all that were handed over have ended
   */
  public Uni<List<RecordMetadata>> send(List<ProducerRecord<byte[], byte[]>> records) {
    return Uni.createFrom()
        .completionStage(
            () ->
                CompletableFuture.supplyAsync(() -> sendAll(records), thread)
                    .thenCompose(RecordSender::all));
  }

  /**
   * Stops at the first record that cannot be handed over: without metadata or buffer each further
   * one would block as long again, while accounts are locked.
   */
  private List<CompletableFuture<RecordMetadata>> sendAll(
      List<ProducerRecord<byte[], byte[]>> records) {
    var sent = new ArrayList<CompletableFuture<RecordMetadata>>(records.size());
    var producer = producers.of(records.size());
    for (var message : records) {
      var handedOver = sendOne(producer, message);
      sent.add(handedOver);
      if (handedOver.isCompletedExceptionally()) {
        break;
      }
    }
    producers.allHandedOver(producer);
    return sent;
  }

  private CompletableFuture<RecordMetadata> sendOne(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
    if (watch.isAway()) {
      return CompletableFuture.failedFuture(away());
    }
    var sent = new CompletableFuture<RecordMetadata>();
    producer.send(
        message,
        (metadata, failure) -> {
          if (failure == null) {
            sent.complete(metadata);
          } else {
            noteIfAway(failure);
            sent.completeExceptionally(failure);
          }
        });
    return sent;
  }

  private void noteIfAway(Exception failure) {
    if (failure instanceof RetriableException) {
      watch.missed();
    }
  }

  private static FaultException away() {
    return new FaultException(
        Fault.of(
                FaultCode.ENGINE_UNAVAILABLE,
                "an engine behind the api does not answer; nothing was changed, repeat the call"
                    + " later")
            .retryAfter(COME_BACK));
  }

  private static CompletableFuture<List<RecordMetadata>> all(
      List<CompletableFuture<RecordMetadata>> sent) {
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
        .thenApply(
            ignored -> {
              var metadata = new ArrayList<RecordMetadata>(sent.size());
              sent.forEach(future -> metadata.add(future.join()));
              return metadata;
            });
  }

  @PreDestroy
  void close() {
    thread.shutdown();
    producers.close(CLOSE_TIMEOUT);
    admin.close(CLOSE_TIMEOUT);
  }
}
