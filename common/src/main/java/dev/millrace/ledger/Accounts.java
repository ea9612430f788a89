package dev.millrace.ledger;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.NewAccount;
import dev.millrace.account.Posted;
import dev.millrace.account.Posting;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * The accounts as their operator sees them. Contract: AccountsContract; every adapter passes it.
 * Each Uni fails only when the database does not answer.
 */
public interface Accounts extends AccountLookup {
  /** What became of an opening. */
  enum Opened {
    APPLIED,
    /** The key belongs to an account already; nothing was made. */
    KEY_TAKEN
  }

  /** Makes the account, its key and the ledger entry of its credit: all of them or none. */
  Uni<Opened> open(NewAccount account);

  /**
   * Gives an account another name or plan; what is empty stays.
   *
   * @return how it stands now; empty when there is no such account
   */
  Uni<Optional<Account>> change(AccountId id, Optional<String> name, Optional<String> plan);

  /** Accounts in order of age, those after {@code after} when it is there. */
  Uni<List<Account>> list(Optional<AccountId> after, int limit);

  /**
   * Writes the ledger entry and changes the balance by it, once for each idempotency key. Nothing
   * is taken that the available credit does not cover, and no charge is given back twice.
   */
  Uni<Posted> post(Posting posting);
}
