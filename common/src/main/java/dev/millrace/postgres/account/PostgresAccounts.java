package dev.millrace.postgres.account;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.NewAccount;
import dev.millrace.account.Posted;
import dev.millrace.account.Posting;
import dev.millrace.account.Posting.Surroundings;
import dev.millrace.ledger.AccountLookup;
import dev.millrace.ledger.Accounts;
import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accounts in PostgreSQL. */
@ApplicationScoped
@Typed(Accounts.class)
public class PostgresAccounts implements Accounts {
  private static final String POST = SqlFile.read("account/post");
  private static final String CHANGE = SqlFile.read("account/change");
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Mutiny.SessionFactory sessions;
  private final Pool pool;
  private final AccountLookup lookup;

  PostgresAccounts(Mutiny.SessionFactory sessions, Pool pool, AccountLookup lookup) {
    this.sessions = sessions;
    this.pool = pool;
    this.lookup = lookup;
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
    return lookup.find(id);
  }

  @Override
  public Uni<Optional<Account>> change(AccountId id, Optional<String> name, Optional<String> plan) {
    return pool.preparedQuery(CHANGE)
        .execute(Tuple.of(id.value(), name.orElse(null), plan.orElse(null)))
        .map(AccountColumns::one);
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
  public Uni<Posted> post(Posting posting) {
    return pool.preparedQuery(POST)
        .execute(values(posting))
        .chain(
            rows ->
                rows.iterator().hasNext()
                    ? outcome(posting, rows.iterator().next())
                    : Uni.createFrom().item(new Posted.AccountUnknown()))
        .onFailure(Violations::amountOutOfRange)
        .recoverWithItem(new Posted.TooLarge());
  }

  private static Tuple values(Posting posting) {
    return Tuple.from(
        Arrays.asList(
            posting.account().value(),
            posting.at().atOffset(ZoneOffset.UTC),
            posting.kind().name().toLowerCase(Locale.ROOT),
            posting.amount().map(Money::nanos).orElse(null),
            posting.request().map(RequestId::value).orElse(null),
            posting.reason(),
            posting.idempotencyKey().orElse(null)));
  }

  private Uni<Posted> outcome(Posting posting, Row row) {
    var id = row.getLong("id");
    return id == null
        ? whyNot(posting, surroundings(row))
        : Uni.createFrom()
            .item(
                new Posted.Applied(
                    posting.entry(
                        id,
                        new Money(row.getLong("amount")),
                        Optional.ofNullable(row.getString("rate_card")))));
  }

  private static Surroundings surroundings(Row row) {
    return new Surroundings(
        new Money(row.getLong("available")),
        Optional.ofNullable(row.getLong("charge")).map(Money::new),
        row.getBoolean("request_known"));
  }

  /** A repetition is told as one even when what it asks for would not be possible any more. */
  private Uni<Posted> whyNot(Posting posting, Surroundings around) {
    return earlier(posting)
        .map(
            entry ->
                entry
                    .map(before -> posting.after(before, around))
                    .or(() -> posting.refused(around))
                    .orElseGet(Posted.RefundedBefore::new));
  }

  private Uni<Optional<LedgerEntry>> earlier(Posting posting) {
    return posting
        .idempotencyKey()
        .map(key -> entryUnder(key, posting.account()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<LedgerEntry>> entryUnder(String idempotencyKey, AccountId account) {
    return sessions
        .withStatelessSession(
            session ->
                session
                    .createSelectionQuery(
                        "from LedgerEntryRow where accountId = ?1 and idempotencyKey = ?2",
                        LedgerEntryRow.class)
                    .setParameter(1, account.value())
                    .setParameter(2, idempotencyKey)
                    .getSingleResultOrNull())
        .map(row -> Optional.ofNullable(row).map(LedgerEntryRow::toEntry));
  }
}
