package dev.millrace.postgres.audit;

import dev.millrace.ledger.Audit;
import dev.millrace.ledger.RateCards;
import dev.millrace.ledger.audit.AuditReport;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * The audit over PostgreSQL. It runs on a virtual thread of its own, which may wait and compute
 * without holding up an event loop.
 */
@ApplicationScoped
public class PostgresAudit implements Audit {
  private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
  private final Pool pool;
  private final RateCards rateCards;
  private final InstantSource clock;

  PostgresAudit(Pool pool, RateCards rateCards, InstantSource clock) {
    this.pool = pool;
    this.rateCards = rateCards;
    this.clock = clock;
  }

  @Override
  public Uni<AuditReport> run(Duration within) {
    return Uni.createFrom().item(() -> runNow(within)).runSubscriptionOn(virtualThreads);
  }

  private AuditReport runNow(Duration within) {
    var at = clock.instant();
    try (var snapshot = Snapshot.of(pool, within)) {
      return new AuditRun(snapshot, new KeptTariffs(rateCards, snapshot::left)).report(at);
    }
  }
}
