package dev.millrace.postgres.queue;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.Offer;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
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

  PostgresAdmission(Pool pool, Dispatcher dispatcher, AdmissionConfig config) {
    var transaction =
        new AdmissionTransaction(new Transaction(pool, config.transactionTimeout()), dispatcher);
    this.batches =
        new GroupCommit<>(
            new GroupCommitLimits(config.maxBatch(), config.batchesInFlight(), config.maxWaiting()),
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
    return batches.add(offer);
  }
}
