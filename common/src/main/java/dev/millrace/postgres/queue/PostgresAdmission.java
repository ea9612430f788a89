package dev.millrace.postgres.queue;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.payload.PayloadStore;
import dev.millrace.provider.Pause;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.Offer;
import dev.millrace.queue.Spacing;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Admits requests in batches, a transaction each. */
@ApplicationScoped
public class PostgresAdmission implements Admission {
  private static final Logger LOG = Logger.getLogger(PostgresAdmission.class);

  private static final Fault NOT_KEPT =
      Fault.of(
          FaultCode.UNKNOWN,
          "This request could not be kept, by a fault of ours, and was not accepted.");
  private static final Fault AWAY =
      Fault.of(
          FaultCode.ENGINE_UNAVAILABLE, "This request was not accepted; try again in a moment.");

  private final GroupCommit<Offer, Result> batches;
  private final PayloadStore payloads;

  /** Admits with all inputs in rows, and gathers nothing. */
  PostgresAdmission(Pool pool, Dispatcher dispatcher, AdmissionConfig config) {
    this(pool, dispatcher, config, PayloadStore.none());
  }

  /** Gathers nothing. */
  PostgresAdmission(
      Pool pool, Dispatcher dispatcher, AdmissionConfig config, PayloadStore payloads) {
    this(
        pool,
        dispatcher,
        config,
        payloads,
        Spacing.none(),
        time -> Uni.createFrom().voidItem(),
        InstantSource.system());
  }

  @Inject
  PostgresAdmission(
      Pool pool,
      Dispatcher dispatcher,
      AdmissionConfig config,
      PayloadStore payloads,
      Pause pause,
      InstantSource clock) {
    this(
        pool,
        dispatcher,
        config,
        payloads,
        new Spacing(config.batchesApart(), clock),
        pause::lasting,
        clock);
  }

  private PostgresAdmission(
      Pool pool,
      Dispatcher dispatcher,
      AdmissionConfig config,
      PayloadStore payloads,
      Spacing spacing,
      Function<Duration, Uni<Void>> pause,
      InstantSource clock) {
    this.payloads = payloads;
    var transaction =
        new AdmissionTransaction(
            new Transaction(pool, config.transactionTimeout()),
            dispatcher,
            new RecentCredit(),
            clock);
    this.batches =
        new GroupCommit<>(
            new GroupCommitLimits(config.maxBatch(), config.batchesInFlight(), config.maxWaiting()),
            spacing,
            pause,
            new Refusals<>(transaction::admit, PostgresAdmission::admitAlone)::run);
  }

  /**
   * A row that slipped through all checks is a fault of ours, and of no other submission. Others of
   * its batch may have been admitted by then, so an engine that went away is this one's news alone.
   */
  private static Uni<Result> admitAlone(Offer offer, Throwable failure) {
    var submission = offer.submission();
    boolean refused = Refusals.isRefusal(failure);
    LOG.logf(
        refused ? Logger.Level.ERROR : Logger.Level.WARN,
        failure,
        "not admitted, for what it holds or what its neighbours hold request=%s model=%s",
        submission.id(),
        submission.model());
    return Uni.createFrom().item(new Result.Refused(refused ? NOT_KEPT : AWAY));
  }

  @Override
  public Uni<Result> admit(Offer offer) {
    return payloads.isLarge(offer.submission().input()) ? admitLarge(offer) : batches.add(offer);
  }

  /**
   * The bytes first, so that no request is without its input. When the transaction's answer is lost
   * nobody knows whether the request exists, so its input stays; if nothing names it, the walk for
   * orphans finds it.
   */
  private Uni<Result> admitLarge(Offer offer) {
    var submission = offer.submission();
    return payloads
        .keepInput(submission.id(), submission.input())
        .chain(
            input ->
                batches
                    .add(new Offer(submission.withInput(input), offer.mark()))
                    .invoke(result -> dropUnlessAdmitted(result, input)));
  }

  private void dropUnlessAdmitted(Result result, String input) {
    switch (result) {
      case Result.Admitted admitted -> {}
      case Result.Replayed replayed -> payloads.drop(input);
      case Result.Refused(var fault) -> {
        if (!fault.equals(AWAY)) {
          payloads.drop(input);
        }
      }
    }
  }
}
