package dev.millrace.api.keys;

import dev.millrace.account.KeyCaps;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.SpendCap.Period;
import dev.millrace.ledger.SpendCaps;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings the caps of a key from what they are to what they shall be, one period after the other.
 */
record CapChange(SpendCaps caps, KeyRecord key, Instant at) {

  /** A cap that stays is not touched. */
  Uni<Void> make(KeyCaps before, KeyCaps after) {
    var done = Uni.createFrom().voidItem();
    for (var period : Period.values()) {
      var wanted = after.amount(period);
      if (!wanted.equals(before.amount(period))) {
        done = done.chain(() -> set(period, wanted));
      }
    }
    return done;
  }

  private Uni<Void> set(Period period, Optional<Money> amount) {
    var of = Optional.of(key.id());
    return amount.isPresent()
        ? caps.set(key.account(), of, period, amount.get(), at).replaceWithVoid()
        : caps.remove(key.account(), of, period).replaceWithVoid();
  }
}
