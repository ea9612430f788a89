package dev.millrace.worker.dispatch;

import dev.millrace.kafka.KafkaConfig;
import dev.millrace.postgres.queue.AdmissionConfig;
import dev.millrace.queue.AdmissionBounds;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Keeps a worker from starting with times under which it would drop requests as orphans. */
@ApplicationScoped
class OrphanTimes {
  void onStart(
      @Observes StartupEvent start,
      KafkaConfig kafka,
      AdmissionConfig admission,
      DispatchConfig dispatch) {
    new AdmissionBounds(kafka.deliveryTimeout(), admission.transactionTimeout())
        .checkOrphanAfter(dispatch.orphanAfter());
  }
}
