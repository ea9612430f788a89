package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.history.Retention;
import dev.millrace.kafka.KafkaConfig;
import dev.millrace.ledger.AccountPlans;
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
import java.util.function.Function;

/** Hands out what went in and what came out, for as long as it is kept. */
@ApplicationScoped
class PayloadDesk {
  static final Payloads NOTHING = new Payloads(Optional.empty(), Optional.empty());

  private final Requests requests;
  private final AccountPlans plans;
  private final Retention retention;
  private final InstantSource clock;

  PayloadDesk(Requests requests, AccountPlans plans, RetentionConfig config, InstantSource clock) {
    this.requests = requests;
    this.plans = plans;
    this.retention = new Retention(config.payloads(), config.unstored());
    this.clock = clock;
  }

  void onStart(@Observes StartupEvent start, KafkaConfig kafka) {
    retention.checkWaiting(kafka.dispatchRetention());
  }

  /** How things stand now with the payloads of an account's requests. */
  Uni<Kept> keptFor(AccountId account) {
    var kept = plans.keepAlike() ? Uni.createFrom().item(retention) : ofPlan(account);
    return kept.map(found -> new Kept(found, clock.instant()));
  }

  private Uni<Retention> ofPlan(AccountId account) {
    return plans.of(account).map(retention::of);
  }

  /** What is kept of an account's requests at an instant. */
  record Kept(Retention retention, Instant now) {
    /** Since when the payloads of a request are gone; empty while they are there. */
    Optional<Instant> goneSince(RequestView request) {
      return retention.goneSince(request, now);
    }
  }

  /** What is still there. */
  Uni<Payloads> of(RequestView request) {
    return keptFor(request.account()).chain(kept -> of(request, kept));
  }

  Uni<Payloads> of(RequestView request, Kept kept) {
    return kept.goneSince(request).isPresent()
        ? Uni.createFrom().item(NOTHING)
        : requests.payloadsOf(request.id());
  }

  /** The payloads of a completed request. Fails with GONE when its output is not there any more. */
  Uni<Payloads> outputOf(RequestView request) {
    return withPart(request, Payloads::output);
  }

  /** The input of a request. Fails with GONE when it is not there any more. */
  Uni<String> inputOf(RequestView request) {
    return withPart(request, Payloads::input).map(payloads -> payloads.input().orElseThrow());
  }

  private Uni<Payloads> withPart(RequestView request, Function<Payloads, Optional<String>> part) {
    return keptFor(request.account())
        .chain(
            kept ->
                of(request, kept)
                    .onItem()
                    .transformToUni(
                        payloads ->
                            part.apply(payloads).isPresent()
                                ? Uni.createFrom().item(payloads)
                                : Uni.createFrom().failure(gone(kept.goneSince(request)))));
  }

  private static FaultException gone(Optional<Instant> at) {
    var since = at.map(Instant::toString);
    var fault =
        Fault.of(
            FaultCode.GONE,
            "the payloads of this request are not kept any more%s; submit it again with its input"
                .formatted(since.map(time -> ", since " + time).orElse("")));
    return new FaultException(
        since.map(time -> fault.with("payloadsPurgedAt", time)).orElse(fault));
  }
}
