package dev.millrace.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The low-balance notices as the workers see them. */
public interface BalanceNotices {
  /**
   * Turns the alerts whose accounts have crossed their thresholds: one notice for a balance that
   * fell, whoever else looks at the same time; one that rose may fall again.
   *
   * @return how many alerts turned; {@code most} when there may be more
   */
  Uni<Integer> look(Instant now, int most);

  /** Takes notices that are due. Never gives one to two workers while its lease lasts. */
  Uni<List<Notice>> claim(UUID worker, Instant now, Instant leaseUntil, int most);

  /** Writes down what an attempt of this worker came to. */
  Uni<Void> record(UUID worker, UUID notice, Aftermath aftermath, Instant now);

  /** Forgets notices that ended before then. */
  Uni<Void> forget(Instant before);

  /**
   * A crossing that a worker is to tell of.
   *
   * @param at when the balance was seen below the threshold; the amounts are of that moment
   * @param attempts how many have ended before
   */
  record Notice(
      UUID id,
      AccountId account,
      Instant at,
      Money balance,
      Money held,
      Money threshold,
      int attempts,
      String url) {}
}
