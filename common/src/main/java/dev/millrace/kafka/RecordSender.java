package dev.millrace.kafka;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The one producer of a process. {@code Producer.send} may block while it has no metadata or no
 * buffer, so it runs on a thread of its own, never on an event loop; one thread also keeps the
 * order.
 */
@ApplicationScoped
public class RecordSender {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("millrace-kafka-sender").daemon().factory());

  RecordSender(KafkaSettings settings, KafkaConfig config) {
    this.producer = new KafkaProducer<>(producerSettings(settings, config));
  }

  private static java.util.Map<String, Object> producerSettings(
      KafkaSettings settings, KafkaConfig config) {
    var delivery = Math.toIntExact(config.deliveryTimeout().toMillis());
    var all = settings.connection();
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery / 2);
    all.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
    all.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return all;
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
    for (var message : records) {
      var handedOver = sendOne(message);
      sent.add(handedOver);
      if (handedOver.isCompletedExceptionally()) {
        break;
      }
    }
    return sent;
  }

  private CompletableFuture<RecordMetadata> sendOne(ProducerRecord<byte[], byte[]> message) {
    var sent = new CompletableFuture<RecordMetadata>();
    producer.send(
        message,
        (metadata, failure) -> {
          if (failure == null) {
            sent.complete(metadata);
          } else {
            sent.completeExceptionally(failure);
          }
        });
    return sent;
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
    producer.close(CLOSE_TIMEOUT);
  }
}
