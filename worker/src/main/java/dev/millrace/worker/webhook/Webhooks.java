package dev.millrace.worker.webhook;

import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.kafka.KafkaConfig;
import dev.millrace.kafka.KafkaSettings;
import dev.millrace.kafka.Topics;
import dev.millrace.webhook.DeliveryQueue;
import dev.millrace.webhook.ReceiverGuard;
import dev.millrace.webhook.Secrets;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jboss.logging.Logger;

/**
 * This process as a caller of webhooks: puts reader and courier together, starts and stops them.
 */
@ApplicationScoped
class Webhooks {
  private static final Logger LOG = Logger.getLogger(Webhooks.class);
  private static final int START_LAST = 10_000;
  private static final Duration GIVEN_BACK_WITHIN = Duration.ofSeconds(3);
  private static final int POLL_BATCH = 1_000;

  private final DeliveryConfig config;
  private final Post post;
  private final Courier courier;
  private final EventReader reader;

  Webhooks(
      Vertx vertx,
      DeliveryQueue queue,
      Secrets secrets,
      ReceiverGuard receivers,
      InstantSource clock,
      DeliveryConfig config,
      Kafka kafka) {
    checkLease(config);
    this.config = config;
    this.post =
        new Post(vertx, config.answerWithin(), config.perReceiver(), new HttpClientOptions());
    var errands =
        new Errands(
            queue,
            secrets,
            receivers,
            post,
            new Schedule(config.schedule(), new SecureRandom()),
            clock,
            kafka.publicUrl());
    this.courier = new Courier(vertx, queue, errands::attempt, clock, config);
    this.reader =
        new EventReader(
            new KafkaConsumer<>(kafka.consumer(config.group())),
            kafka.events(),
            queue,
            clock,
            courier::wake,
            POLL_BATCH);
  }

  /** A lease that ends while its courier still calls would have two of them call. */
  private static void checkLease(DeliveryConfig config) {
    if (config.lease().compareTo(config.answerWithin().multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "millrace.delivery.lease (%s) must be at least twice millrace.delivery.answer-within (%s)"
              .formatted(config.lease(), config.answerWithin()));
    }
  }

  /** Where events come from, and what the platform calls itself. */
  @ApplicationScoped
  static class Kafka {
    private final KafkaConfig config;
    private final KafkaSettings connection;
    private final DeploymentConfig deployment;

    Kafka(KafkaConfig config, KafkaSettings connection, DeploymentConfig deployment) {
      this.config = config;
      this.connection = connection;
      this.deployment = deployment;
    }

    /** Without a slash at the end; empty when it is not set. */
    String publicUrl() {
      return deployment.publicUrl().map(url -> url.replaceAll("/+$", "")).orElse("");
    }

    String events() {
      return new Topics(config.topicPrefix()).events();
    }

    Map<String, Object> consumer(String group) {
      return connection.consumer(group, POLL_BATCH);
    }
  }

  boolean hasFailed() {
    return reader.hasFailed();
  }

  void onStart(@Observes @Priority(START_LAST) StartupEvent start) {
    courier.start();
    Thread.ofPlatform().name("millrace-webhooks").start(reader);
  }

  /** What is being delivered ends within the grace; the rest goes back. */
  void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
    reader.stop();
    var idle = courier.drain();
    if (!idle.await(config.drainWithin().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("deliveries were under way when the grace was over; other workers repeat them");
    }
    try {
      courier.giveBack().await().atMost(GIVEN_BACK_WITHIN);
    } catch (RuntimeException e) {
      LOG.warnf("deliveries could not be given back; their leases run out: %s", e.getMessage());
    }
    post.close();
  }
}
