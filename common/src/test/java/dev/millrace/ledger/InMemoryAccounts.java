package dev.millrace.ledger;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.Credit;
import dev.millrace.account.Credited;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.NewAccount;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Accounts in memory, for tests. */
public final class InMemoryAccounts implements Accounts {
  private record Name(AccountId account, String key) {}

  private final Map<AccountId, Account> accounts = new TreeMap<>();
  private final Map<AccountId, List<LedgerEntry>> ledger = new HashMap<>();
  private final Map<Name, LedgerEntry> named = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private long entries;

  @Override
  public Uni<Opened> open(NewAccount account) {
    return Uni.createFrom().item(() -> openNow(account));
  }

  private synchronized Opened openNow(NewAccount opening) {
    if (!keys.add(opening.key().sha256())) {
      return Opened.KEY_TAKEN;
    }
    var account = opening.opened();
    accounts.put(account.id(), account);
    ledger.put(account.id(), new ArrayList<>());
    if (!opening.credit().equals(Money.ZERO)) {
      write(
          new Credit(
              account.id(), opening.credit(), "opening credit", Optional.empty(), opening.at()));
    }
    return Opened.APPLIED;
  }

  private LedgerEntry write(Credit credit) {
    var entry =
        new LedgerEntry(
            ++entries,
            credit.at(),
            LedgerEntry.Kind.CREDIT,
            credit.amount(),
            Money.ZERO,
            Optional.empty(),
            Optional.empty(),
            credit.reason());
    ledger.get(credit.account()).addFirst(entry);
    return entry;
  }

  @Override
  public Uni<Optional<Account>> find(AccountId id) {
    return Uni.createFrom().item(() -> Optional.ofNullable(accounts.get(id)));
  }

  @Override
  public Uni<List<Account>> list(Optional<AccountId> after, int limit) {
    return Uni.createFrom()
        .item(
            () ->
                accounts.values().stream()
                    .filter(account -> after.isEmpty() || account.id().compareTo(after.get()) > 0)
                    .limit(limit)
                    .toList());
  }

  @Override
  public Uni<Credited> credit(Credit credit) {
    return Uni.createFrom().item(() -> creditNow(credit));
  }

  private synchronized Credited creditNow(Credit credit) {
    var account = accounts.get(credit.account());
    if (account == null) {
      return new Credited.AccountUnknown();
    }
    var name = credit.idempotencyKey().map(key -> new Name(credit.account(), key));
    var earlier = name.map(named::get);
    if (earlier.isPresent()) {
      return credit.wrote(earlier.get())
          ? new Credited.Repeated(earlier.get())
          : new Credited.KeyReused();
    }
    return raise(account, credit, name);
  }

  private Credited raise(Account account, Credit credit, Optional<Name> name) {
    try {
      var balance = account.balance().plus(credit.amount());
      accounts.put(
          account.id(),
          new Account(
              account.id(),
              account.name(),
              account.plan(),
              balance,
              account.held(),
              account.createdAt()));
    } catch (ArithmeticException e) {
      return new Credited.TooLarge();
    }
    var entry = write(credit);
    name.ifPresent(n -> named.put(n, entry));
    return new Credited.Applied(entry);
  }

  @Override
  public Uni<List<LedgerEntry>> statement(AccountId account, OptionalLong before, int limit) {
    return Uni.createFrom()
        .item(
            () ->
                ledger.getOrDefault(account, List.of()).stream()
                    .filter(entry -> before.isEmpty() || entry.id() < before.getAsLong())
                    .limit(limit)
                    .toList());
  }
}
