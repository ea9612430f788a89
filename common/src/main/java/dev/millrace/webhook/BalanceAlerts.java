package dev.millrace.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** The low-balance alerts as their owners see them: at most one an account. */
public interface BalanceAlerts {
  Uni<Optional<BalanceAlert>> find(AccountId account);

  /**
   * Sets the alert. With another threshold than before it tells anew, at once if the balance is
   * below it already.
   *
   * @param threshold above zero
   */
  Uni<Void> put(AccountId account, Money threshold, String url, Instant now);

  /**
   * Removes the alert, and what it has not told yet.
   *
   * @return false when there was none
   */
  Uni<Boolean> remove(AccountId account);
}
