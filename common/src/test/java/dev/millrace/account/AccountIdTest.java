package dev.millrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountIdTest {

  @Test
  void anIdIsAUuidOfVersion7() {
    var id = AccountId.next(Instant.parse("2026-01-01T00:00:00Z"), new Random(1));

    assertThat(id.value().version()).isEqualTo(7);
    assertThat(id.value().variant()).isEqualTo(2);
  }

  @Test
  void aLaterIdIsLarger() {
    var now = Instant.parse("2026-01-01T00:00:00Z");
    var first = AccountId.next(now, new Random(1));

    assertThat(AccountId.next(now.plusMillis(1), new Random(2))).isGreaterThan(first);
  }
}
