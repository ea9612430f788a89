package dev.millrace.bench.bare;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Specimen ECHO =
      new Specimen(
          "local/echo", "normal", 2, 1, "v1", "c", null, "platform", "r", "{}", null, "1", "1");
  private static final Payer ANN = new Payer(new UUID(0, 1), new UUID(0, 11));
  private static final Payer BOB = new Payer(new UUID(0, 2), new UUID(0, 12));
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  private final Columns columns = new Columns(connection());
  private final Batch batch = Batch.of(ECHO, List.of(ANN, BOB), 3, 0, 7, new Random(1));

  @Test
  void payersTakeTurns() {
    assertThat(batch.payers()).containsExactly(ANN, BOB, ANN);
  }

  @Test
  void noTwoRequestsAreTheSame() {
    assertThat(batch.ids()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void eachStatementGetsAsManyArgumentsAsItNames() throws SQLException {
    assertThat(batch.accounts(columns)).hasSize(named("queue/lock_accounts"));
    assertThat(batch.accountsAndKeys(columns)).hasSize(named("queue/caps_of"));
    assertThat(batch.admission(columns, NOW)).hasSize(named("queue/admit"));
    assertThat(batch.holds(columns, NOW)).hasSize(named("queue/hold_covered"));
    assertThat(batch.claim(columns, new UUID(0, 3), NOW)).hasSize(named("queue/claim"));
    assertThat(batch.settlement(columns, NOW)).hasSize(named("queue/settle"));
  }

  private static int named(String statement) {
    return Collections.max(PlatformStatement.read(statement).order());
  }

  /** One that makes arrays, and nothing else. */
  private static Connection connection() {
    return proxy(Connection.class);
  }

  private static <T> T proxy(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (!method.getName().equals("createArrayOf")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return proxy(Array.class);
            }));
  }
}
