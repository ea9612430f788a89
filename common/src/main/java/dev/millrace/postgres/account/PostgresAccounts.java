package dev.millrace.postgres.account;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.Credit;
import dev.millrace.account.Credited;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.NewAccount;
import dev.millrace.ledger.Accounts;
import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accounts in PostgreSQL. */
@ApplicationScoped
public class PostgresAccounts implements Accounts {
  private static final String CREDIT = SqlFile.read("account/credit");
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Mutiny.SessionFactory sessions;
  private final Pool pool;

  PostgresAccounts(Mutiny.SessionFactory sessions, Pool pool) {
    this.sessions = sessions;
    this.pool = pool;
  }

  @Override
  public Uni<Opened> open(NewAccount account) {
    return sessions
        .withTransaction(session -> insert(session, account))
        .replaceWith(Opened.APPLIED)
        .onFailure(Violations::keyIsTaken)
        .recoverWithItem(Opened.KEY_TAKEN);
  }

  private static Uni<Void> insert(Mutiny.Session session, NewAccount account) {
    var row = AccountRow.of(account);
    return session
        .persistAll(row, ApiKeyRow.first(account, row))
        .chain(session::flush)
        .chain(() -> insertCredit(session, account));
  }

  /** After the flush: the entry's foreign key needs the account's row. */
  private static Uni<Void> insertCredit(Mutiny.Session session, NewAccount account) {
    return account.credit().equals(Money.ZERO)
        ? Uni.createFrom().voidItem()
        : session.persist(LedgerEntryRow.opening(account));
  }

  @Override
  public Uni<Optional<Account>> find(AccountId id) {
    return sessions
        .withStatelessSession(session -> session.get(AccountRow.class, id.value()))
        .map(row -> Optional.ofNullable(row).map(AccountRow::toAccount));
  }

  @Override
  public Uni<List<Account>> list(Optional<AccountId> after, int limit) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(
                        "from AccountRow where id > ?1 order by id", AccountRow.class)
                    .setParameter(1, after.map(AccountId::value).orElse(BEFORE_ALL))
                    .setMaxResults(limit)
                    .getResultList())
        .map(rows -> rows.stream().map(AccountRow::toAccount).toList());
  }

  @Override
  public Uni<Credited> credit(Credit credit) {
    return pool.preparedQuery(CREDIT)
        .execute(
            Tuple.of(
                credit.account().value(),
                credit.at().atOffset(ZoneOffset.UTC),
                credit.amount().nanos(),
                credit.reason(),
                credit.idempotencyKey().orElse(null)))
        .chain(rows -> outcome(credit, rows))
        .onFailure(Violations::amountOutOfRange)
        .recoverWithItem(new Credited.TooLarge());
  }

  private Uni<Credited> outcome(Credit credit, RowSet<Row> written) {
    for (var row : written) {
      return Uni.createFrom().item(new Credited.Applied(entry(credit, row.getLong("id"))));
    }
    return credit.idempotencyKey().isPresent()
        ? earlier(credit)
        : Uni.createFrom().item(new Credited.AccountUnknown());
  }

  private static LedgerEntry entry(Credit credit, long id) {
    return new LedgerEntry(
        id,
        credit.at(),
        LedgerEntry.Kind.CREDIT,
        credit.amount(),
        Money.ZERO,
        Optional.empty(),
        Optional.empty(),
        credit.reason());
  }

  /** Nothing was written: the key was used before, or there is no such account. */
  private Uni<Credited> earlier(Credit credit) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(
                        "from LedgerEntryRow where accountId = ?1 and idempotencyKey = ?2",
                        LedgerEntryRow.class)
                    .setParameter(1, credit.account().value())
                    .setParameter(2, credit.idempotencyKey().orElseThrow())
                    .getSingleResultOrNull())
        .map(row -> repeated(credit, Optional.ofNullable(row).map(LedgerEntryRow::toEntry)));
  }

  private static Credited repeated(Credit credit, Optional<LedgerEntry> earlier) {
    if (earlier.isEmpty()) {
      return new Credited.AccountUnknown();
    }
    return credit.wrote(earlier.get())
        ? new Credited.Repeated(earlier.get())
        : new Credited.KeyReused();
  }

  @Override
  public Uni<List<LedgerEntry>> statement(AccountId account, OptionalLong before, int limit) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(
                        "from LedgerEntryRow where accountId = ?1 and id < ?2 order by id desc",
                        LedgerEntryRow.class)
                    .setParameter(1, account.value())
                    .setParameter(2, before.orElse(Long.MAX_VALUE))
                    .setMaxResults(limit)
                    .getResultList())
        .map(rows -> rows.stream().map(LedgerEntryRow::toEntry).toList());
  }
}
