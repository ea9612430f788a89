package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.history.Expiry;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Walks the requests of some accounts at a time; each step is one statement. */
@ApplicationScoped
public class PostgresExpiry implements Expiry {
  private static final String EXPIRE = SqlFile.read("history/expire_payloads");
  private static final int ACCOUNTS = 16;
  private static final int REQUESTS = 250;

  private final Pool pool;
  private final int accounts;
  private final int requests;

  @Inject
  PostgresExpiry(Pool pool) {
    this(pool, ACCOUNTS, REQUESTS);
  }

  /**
   * Takes smaller steps.
   *
   * @param requests of each account, at least 2
   */
  PostgresExpiry(Pool pool, int accounts, int requests) {
    this.pool = pool;
    this.accounts = accounts;
    this.requests = requests;
  }

  @Override
  public Uni<Step> expire(Plans plans, Plan plan, Instant ended, AccountId after) {
    var values =
        Tuple.of(plan.name(), plan.equals(plans.usual()), Columns.texts(plans.all(), Plan::name))
            .addValue(Columns.time(ended))
            .addValue(after.value())
            .addValue(accounts)
            .addValue(requests);
    return Futures.uni(
        () ->
            Futures.query(pool, EXPIRE, values)
                .map(rows -> rows.iterator().next())
                .map(PostgresExpiry::step));
  }

  private static Step step(Row row) {
    return new Step(
        row.getInteger("payloads"), Optional.ofNullable(row.getUUID("next")).map(AccountId::new));
  }
}
