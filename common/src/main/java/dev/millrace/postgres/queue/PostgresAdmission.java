package dev.millrace.postgres.queue;

import dev.millrace.queue.Admission;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.Offer;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Admits requests in batches, a transaction each. */
@ApplicationScoped
public class PostgresAdmission implements Admission {
  private final GroupCommit<Offer, Result> batches;

  PostgresAdmission(Pool pool, Dispatcher dispatcher, AdmissionConfig config) {
    var transaction =
        new AdmissionTransaction(new Transaction(pool, config.transactionTimeout()), dispatcher);
    this.batches =
        new GroupCommit<>(
            new GroupCommitLimits(config.maxBatch(), config.batchesInFlight(), config.maxWaiting()),
            transaction::admit);
  }

  @Override
  public Uni<Result> admit(Offer offer) {
    return batches.add(offer);
  }
}
