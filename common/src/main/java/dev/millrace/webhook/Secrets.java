package dev.millrace.webhook;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts' webhook secrets. */
public interface Secrets {
  /** Secrets of one account that may sign at the same time. */
  int MOST_SIGNING = 5;

  /** Those that sign now, the one in use first; made where an account has none yet. */
  Uni<Map<AccountId, List<Secret>>> signing(Collection<AccountId> accounts, Instant now);

  /**
   * Puts a new secret in use; the old one signs too until then. Empty, and nothing changed, when
   * {@link #MOST_SIGNING} still sign.
   */
  Uni<Optional<Secret>> rotate(AccountId account, Instant now, Instant oldSignsUntil);
}
