package dev.millrace.history;

import dev.millrace.account.AccountId;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Deletes what went in and what came out, where plans keep it for a shorter time than others. */
public interface Expiry {
  /** Before all accounts. */
  AccountId BEGINNING = new AccountId(new UUID(0, 0));

  /**
   * Deletes some payloads of accounts that have this plan, of requests that ended until {@code
   * ended}; does nothing while somebody else does. Fails when the database does not answer.
   *
   * @param plans all that there are: accounts whose own plan is none of them have the usual one
   * @param after where to go on: {@link #BEGINNING}, or what the step before has said
   */
  Uni<Step> expire(Plans plans, Plan plan, Instant ended, AccountId after);

  /**
   * What was done.
   *
   * @param payloads how many were deleted
   * @param next where to go on; empty when there is no more to do
   */
  record Step(int payloads, Optional<AccountId> next) {}
}
