package dev.millrace.api.queue;

import dev.millrace.kafka.KafkaConfig;
import dev.millrace.postgres.queue.AdmissionConfig;
import dev.millrace.postgres.queue.IdempotencyConfig;
import dev.millrace.queue.AdmissionBounds;
import dev.millrace.queue.RepeatBounds;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Keeps an api from starting with times that rule one, or idempotency, cannot stand on. */
@ApplicationScoped
class AdmissionTimes {
  void onStart(
      @Observes StartupEvent start,
      KafkaConfig kafka,
      AdmissionConfig admission,
      IdempotencyConfig idempotency) {
    new AdmissionBounds(kafka.deliveryTimeout(), admission.transactionTimeout());
    new RepeatBounds(idempotency.keepFor(), idempotency.retryWithin());
  }
}
