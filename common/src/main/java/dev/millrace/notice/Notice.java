package dev.millrace.notice;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import java.util.Optional;

/**
 * Something that all processes should know at once. Whoever misses one finds out by himself when
 * what he knows is too old; so a lost notice delays, and breaks nothing.
 */
public sealed interface Notice {
  /** Whom it is about. */
  AccountId account();

  /**
   * A key was changed or revoked.
   *
   * @param sha256 of the key's text, in hexadecimal
   */
  record KeyChanged(AccountId account, String sha256) implements Notice {}

  /** The account's plan, or what it has set up for its calls, was changed. */
  record AccountChanged(AccountId account) implements Notice {}

  /**
   * A caller wants its streams to stop.
   *
   * @param request the one that is to stop; empty: all of the account
   */
  record StreamsStopped(AccountId account, Optional<RequestId> request) implements Notice {}
}
