package dev.millrace.api.admin;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Requests without anybody who ran them, with the money that they moved. */
final class MadeRequests {
  private MadeRequests() {}

  /** One that completed with this charge, which is taken from the account. */
  static RequestId completed(AccountId account, Money charge, String rateCard) {
    var id = RequestId.next(Instant.now(), ThreadLocalRandom.current());
    Database.shared()
        .run(
            """
            with made as (
              insert into request (id, account_id, model, lane, status, held, charged, rate_card,
                                   dispatch_partition, dispatch_offset, created_at, finished_at, correlation_id)
              values ($1, $2, 'local/echo', 'normal', 'COMPLETED', $3, $3, $4, 0, 0, now(), now(), 'test')
            ), entry as (
              insert into ledger_entry (account_id, at, kind, amount, released, request_id, rate_card, reason)
              values ($2, now(), 'charge', -$3::bigint, $3, $1, $4, 'local/echo')
            )
            update account set balance = balance - $3 where id = $2
            """,
            id.value(),
            account.value(),
            charge.nanos(),
            rateCard);
    return id;
  }

  /** One that waits for its turn, with its hold. */
  static RequestId queued(AccountId account, Money hold) {
    var id = RequestId.next(Instant.now(), ThreadLocalRandom.current());
    Database.shared()
        .run(
            """
            with made as (
              insert into request (id, account_id, model, lane, status, held, rate_card,
                                   dispatch_partition, dispatch_offset, created_at, correlation_id)
              values ($1, $2, 'local/echo', 'normal', 'IN_QUEUE', $3, 'card', 0, 0, now(), 'test')
            )
            update account set held = held + $3 where id = $2
            """,
            id.value(),
            account.value(),
            hold.nanos());
    return id;
  }
}
