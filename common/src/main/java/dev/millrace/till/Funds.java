package dev.millrace.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the database says of some accounts, all of them locked.
 *
 * @param available balance minus holds; accounts that do not exist are absent
 * @param caps what spend caps leave; below zero where a cap was lowered
 * @param spare slices of living nodes that may hold something that is not in use
 * @param recalled accounts of which somebody is asked for what is not in use
 */
public record Funds(
    Map<AccountId, Money> available,
    List<CapRoom> caps,
    List<HeldSlice> spare,
    Set<AccountId> recalled) {

  /**
   * What a spend cap leaves.
   *
   * @param key empty for all keys of the account together
   */
  public record CapRoom(AccountId account, Optional<UUID> key, Money room) {
    boolean covers(Spender spender) {
      return account.equals(spender.account())
          && key.map(capped -> capped.equals(spender.key())).orElse(true);
    }
  }

  /** A slice, by whose it is and who holds it. */
  public record HeldSlice(Spender spender, UUID node) {}
}
