package dev.millrace.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the database says of some accounts, all of them locked.
 *
 * @param available balance minus holds; accounts that do not exist are absent
 * @param caps spend caps that may bound the wishes, as of now
 * @param spare slices of living nodes that may hold something that is not in use
 * @param recalled accounts of which somebody is asked for what is not in use
 */
public record Funds(
    Map<AccountId, Money> available,
    List<SpendCap> caps,
    List<HeldSlice> spare,
    Set<AccountId> recalled) {

  /** A slice, by whose it is and who holds it. */
  public record HeldSlice(Spender spender, UUID node) {}
}
