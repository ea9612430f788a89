package dev.millrace.postgres.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.Spender;
import dev.millrace.fault.Fault;
import dev.millrace.money.Money;
import dev.millrace.till.EndedCall;
import dev.millrace.till.Reservation;
import dev.millrace.till.Till;
import dev.millrace.till.Till.Reserved;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Steps that tests of a till take and wait for. */
final class Spending {
  static final Duration SOON = Duration.ofSeconds(30);

  private Spending() {}

  static Reservation granted(Till till, Spender spender, String dollars) {
    var reserved = await(till.reserve(spender, Money.parse(dollars)));
    assertThat(reserved).isInstanceOf(Reserved.Granted.class);
    return ((Reserved.Granted) reserved).reservation();
  }

  static Fault refused(Till till, Spender spender, String dollars) {
    var reserved = await(till.reserve(spender, Money.parse(dollars)));
    assertThat(reserved).isInstanceOf(Reserved.Refused.class);
    return ((Reserved.Refused) reserved).fault();
  }

  static void settle(Till till, Reservation reservation, EndedCall call) {
    await(till.settle(reservation, call));
  }

  static <T> T await(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
