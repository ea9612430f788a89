package dev.millrace.postgres.account;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.ledger.AccountLookup;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Accounts by their ids. Not by a session: those open on event loops only, and this is asked from
 * any thread; and a worker, which asks nothing else, needs no model of the database then.
 */
@ApplicationScoped
public class PostgresAccountLookup implements AccountLookup {
  private static final String FIND = SqlFile.read("account/find_account");

  private final Pool pool;

  PostgresAccountLookup(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Account>> find(AccountId id) {
    return pool.preparedQuery(FIND).execute(Tuple.of(id.value())).map(AccountColumns::one);
  }
}
