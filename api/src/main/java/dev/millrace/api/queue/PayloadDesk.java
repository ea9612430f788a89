package dev.millrace.api.queue;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.history.Retention;
import dev.millrace.kafka.KafkaConfig;
import dev.millrace.postgres.queue.RetentionConfig;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Hands out what went in and what came out, for as long as it is kept. */
@ApplicationScoped
class PayloadDesk {
  static final Payloads NOTHING = new Payloads(Optional.empty(), Optional.empty());

  private final Requests requests;
  private final Retention retention;
  private final InstantSource clock;

  PayloadDesk(Requests requests, RetentionConfig config, InstantSource clock) {
    this.requests = requests;
    this.retention = new Retention(config.payloads(), config.unstored());
    this.clock = clock;
  }

  void onStart(@Observes StartupEvent start, KafkaConfig kafka) {
    retention.checkWaiting(kafka.dispatchRetention());
  }

  /** Since when the payloads of a request are gone; empty while they are there. */
  Optional<Instant> goneSince(RequestView request) {
    return retention.goneSince(request, clock.instant());
  }

  /** What is still there. */
  Uni<Payloads> of(RequestView request) {
    return goneSince(request).isPresent()
        ? Uni.createFrom().item(NOTHING)
        : requests.payloadsOf(request.id());
  }

  /** The payloads of a completed request. Fails with GONE when its output is not there any more. */
  Uni<Payloads> outputOf(RequestView request) {
    return of(request)
        .onItem()
        .transformToUni(
            payloads ->
                payloads.output().isPresent()
                    ? Uni.createFrom().item(payloads)
                    : Uni.createFrom().failure(gone(request)));
  }

  /** The input of a request. Fails with GONE when it is not there any more. */
  Uni<String> inputOf(RequestView request) {
    return of(request).map(payloads -> payloads.input().orElseThrow(() -> gone(request)));
  }

  private FaultException gone(RequestView request) {
    var since = goneSince(request).map(Instant::toString);
    var fault =
        Fault.of(
            FaultCode.GONE,
            "the payloads of this request are not kept any more%s; submit it again with its input"
                .formatted(since.map(time -> ", since " + time).orElse("")));
    return new FaultException(
        since.map(time -> fault.with("payloadsPurgedAt", time)).orElse(fault));
  }
}
