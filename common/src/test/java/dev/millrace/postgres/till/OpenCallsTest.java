package dev.millrace.postgres.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import dev.millrace.till.LocalBook;
import dev.millrace.till.Reservation;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpenCallsTest {
  private static final Spender ANN = new Spender(new AccountId(new UUID(1, 1)), new UUID(2, 1));

  private final LocalBook book = new LocalBook(new UUID(0, 1));
  private final OpenCalls open = new OpenCalls(100);

  @Test
  void callsAreManyWhileFourAreUnderWay() {
    var first = opened(1);
    for (int id = 2; id < OpenCalls.MANY; id++) {
      opened(id);
    }
    assertThat(open.areMany()).isFalse();

    opened(OpenCalls.MANY);
    assertThat(open.areMany()).isTrue();

    open.end(first);
    assertThat(open.areMany()).isFalse();
  }

  private Reservation opened(int id) {
    return open.add(new Reservation(new UUID(0, id), ANN, Money.ZERO), book);
  }
}
