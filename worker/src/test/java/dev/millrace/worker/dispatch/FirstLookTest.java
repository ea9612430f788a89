package dev.millrace.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FirstLookTest {
  private final FirstLook look = new FirstLook();

  @Test
  void atFirstNothingIsWaitedFor() {
    assertThat(look.delay()).isZero();
  }

  @Test
  void aClaimThatFindsTooLittleMakesTheNextOnesLater() {
    look.looked(8, 3);

    assertThat(look.delay()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void aFewThatAreMissingAreNoReasonToWait() {
    look.looked(8, 2);

    assertThat(look.delay()).isZero();
  }

  @Test
  void claimsThatFindAllComeSoonerBitByBit() {
    missed(3);

    found(1);
    assertThat(look.delay()).as("timers count whole milliseconds").isEqualTo(Duration.ofMillis(2));
    found(7);
    assertThat(look.delay()).isEqualTo(Duration.ofMillis(1));
    found(100);
    assertThat(look.delay()).isZero();
  }

  @Test
  void theWaitIsBoundedHoweverLongNothingIsThere() {
    missed(1_000);

    assertThat(look.delay()).isEqualTo(FirstLook.LONGEST);
  }

  @Test
  void aClaimOfTurnsThatWereLookedForBeforeTellsNothing() {
    missed(1);

    look.looked(0, 0);

    assertThat(look.delay()).isEqualTo(Duration.ofMillis(1));
  }

  private void missed(int claims) {
    for (int i = 0; i < claims; i++) {
      look.looked(1, 1);
    }
  }

  private void found(int claims) {
    for (int i = 0; i < claims; i++) {
      look.looked(1, 0);
    }
  }
}
