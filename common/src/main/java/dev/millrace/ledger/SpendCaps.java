package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.account.SpendCap.Period;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The caps on what accounts and their keys may spend. An account, or a key of it, has at most one
 * for each period. Each Uni fails only when the database does not answer. Contract:
 * SpendCapsContract.
 */
public interface SpendCaps {
  /**
   * Sets a cap, or changes how much one allows. A new one counts from the start what is under way,
   * and what was charged in its period before it was set. One below that is allowed: then nothing
   * more is admitted until it leaves something again.
   *
   * @param key empty for all keys of the account together
   * @param amount zero or more
   * @return how it stands now; empty when there is no such account, or the key is not one of its
   *     own
   */
  Uni<Optional<SpendCap>> set(
      AccountId account, Optional<UUID> key, Period period, Money amount, Instant now);

  /**
   * The caps of an account and of its keys as they stand now: the account's own first, daily first.
   */
  Uni<List<SpendCap>> list(AccountId account, Instant now);

  /**
   * Removes a cap.
   *
   * @return false when there was none
   */
  Uni<Boolean> remove(AccountId account, Optional<UUID> key, Period period);
}
