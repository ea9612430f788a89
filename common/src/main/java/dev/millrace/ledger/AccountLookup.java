package dev.millrace.ledger;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What those need of the accounts who only meet them. Contract: AccountsContract. */
public interface AccountLookup {
  /** Empty when there is no such account. Fails only when the database does not answer. */
  Uni<Optional<Account>> find(AccountId id);
}
