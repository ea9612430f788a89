package dev.millrace.ledger;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.NewAccount;
import dev.millrace.account.Posted;
import dev.millrace.account.Posting;
import dev.millrace.account.Posting.Surroundings;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Accounts in memory, for tests. */
public final class InMemoryAccounts implements Accounts {
  private record Name(AccountId account, String key) {}

  private final Map<AccountId, Account> accounts = new TreeMap<>();
  private final Map<AccountId, List<LedgerEntry>> ledger = new HashMap<>();
  private final Map<Name, LedgerEntry> named = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final Map<RequestId, AccountId> requests = new HashMap<>();
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
          Posting.credit(
              account.id(), opening.credit(), "opening credit", Optional.empty(), opening.at()),
          opening.credit());
    }
    return Opened.APPLIED;
  }

  private LedgerEntry write(Posting posting, Money amount) {
    return write(
        posting.account(),
        posting.entry(
            ++entries,
            amount,
            posting
                .request()
                .flatMap(id -> chargeOf(posting.account(), id))
                .flatMap(LedgerEntry::rateCard)));
  }

  private LedgerEntry write(AccountId account, LedgerEntry entry) {
    ledger.get(account).addFirst(entry);
    return entry;
  }

  private Optional<LedgerEntry> chargeOf(AccountId account, RequestId request) {
    return entriesOf(account, request)
        .filter(entry -> entry.kind() == LedgerEntry.Kind.CHARGE)
        .findFirst();
  }

  private Stream<LedgerEntry> entriesOf(AccountId account, RequestId request) {
    return ledger.get(account).stream()
        .filter(entry -> entry.request().equals(Optional.of(request)));
  }

  /** A request that ended with this charge. */
  public synchronized RequestId charged(
      AccountId account, Money charge, String rateCard, Instant at) {
    var request = RequestId.next(at, ThreadLocalRandom.current());
    move(accounts.get(account), Money.ZERO.minus(charge), Money.ZERO);
    write(
        account,
        new LedgerEntry(
            ++entries,
            at,
            LedgerEntry.Kind.CHARGE,
            Money.ZERO.minus(charge),
            charge,
            Optional.of(request),
            Optional.of(rateCard),
            "model"));
    requests.put(request, account);
    return request;
  }

  /** A request under way that holds so much. */
  public synchronized RequestId held(AccountId account, Money hold, Instant at) {
    var request = RequestId.next(at, ThreadLocalRandom.current());
    move(accounts.get(account), Money.ZERO, hold);
    requests.put(request, account);
    return request;
  }

  @Override
  public Uni<Optional<Account>> find(AccountId id) {
    return Uni.createFrom().item(() -> Optional.ofNullable(accounts.get(id)));
  }

  @Override
  public Uni<Optional<Account>> change(AccountId id, Optional<String> name, Optional<String> plan) {
    return Uni.createFrom()
        .item(
            () ->
                Optional.ofNullable(
                    accounts.computeIfPresent(id, (same, now) -> changed(now, name, plan))));
  }

  private static Account changed(Account now, Optional<String> name, Optional<String> plan) {
    return new Account(
        now.id(),
        name.orElse(now.name()),
        plan.orElse(now.plan()),
        now.balance(),
        now.held(),
        now.createdAt());
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
  public Uni<Posted> post(Posting posting) {
    return Uni.createFrom().item(() -> postNow(posting));
  }

  private synchronized Posted postNow(Posting posting) {
    var account = accounts.get(posting.account());
    if (account == null) {
      return new Posted.AccountUnknown();
    }
    var around = around(account, posting);
    var earlier = name(posting).map(named::get);
    if (earlier.isPresent()) {
      return posting.after(earlier.get(), around);
    }
    return posting.refused(around).orElseGet(() -> apply(account, posting, around));
  }

  private static Optional<Name> name(Posting posting) {
    return posting.idempotencyKey().map(key -> new Name(posting.account(), key));
  }

  private Surroundings around(Account account, Posting posting) {
    return new Surroundings(
        account.available(),
        posting
            .request()
            .flatMap(id -> chargeOf(account.id(), id))
            .map(entry -> Money.ZERO.minus(entry.amount())),
        posting.request().map(requests::get).filter(account.id()::equals).isPresent());
  }

  private Posted apply(Account account, Posting posting, Surroundings around) {
    if (posting.request().stream()
        .flatMap(id -> entriesOf(account.id(), id))
        .anyMatch(entry -> entry.kind() == LedgerEntry.Kind.REFUND)) {
      return new Posted.RefundedBefore();
    }
    var amount = posting.amount().or(around::charge).orElseThrow();
    try {
      move(account, amount, Money.ZERO);
    } catch (ArithmeticException e) {
      return new Posted.TooLarge();
    }
    var entry = write(posting, amount);
    name(posting).ifPresent(name -> named.put(name, entry));
    return new Posted.Applied(entry);
  }

  private void move(Account account, Money change, Money hold) {
    accounts.put(
        account.id(),
        new Account(
            account.id(),
            account.name(),
            account.plan(),
            account.balance().plus(change),
            account.held().plus(hold),
            account.createdAt()));
  }

  /** What was written, latest first. */
  List<LedgerEntry> entriesOf(AccountId account) {
    return List.copyOf(ledger.getOrDefault(account, List.of()));
  }
}
