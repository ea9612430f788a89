package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyUsesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final KeyUses uses = new KeyUses(100);
  private final UUID ann = UUID.randomUUID();
  private final UUID bob = UUID.randomUUID();

  @Test
  void aUseIsTakenOnceAMinute() {
    uses.note(ann, NOW);
    uses.note(ann, NOW.plusSeconds(1));
    uses.note(bob, NOW.plusSeconds(2));

    assertThat(uses.take(10)).isEqualTo(Map.of(ann, NOW, bob, NOW.plusSeconds(2)));

    uses.note(ann, NOW.plusSeconds(59));
    assertThat(uses.take(10)).isEmpty();
    uses.note(ann, NOW.plusSeconds(60));
    assertThat(uses.take(10)).isEqualTo(Map.of(ann, NOW.plusSeconds(60)));
  }

  @Test
  void noMoreAreTakenThanAreAskedFor() {
    uses.note(ann, NOW);
    uses.note(bob, NOW);

    assertThat(uses.take(1)).hasSize(1);
    assertThat(uses.take(1)).hasSize(1);
    assertThat(uses.take(1)).isEmpty();
  }

  @Test
  void whatWasGivenBackIsTakenAgainUnlessTheKeyWasUsedSince() {
    uses.note(ann, NOW);
    uses.note(bob, NOW);
    var taken = uses.take(10);
    uses.note(bob, NOW.plusSeconds(61));

    uses.giveBack(taken);

    assertThat(uses.take(10)).isEqualTo(Map.of(ann, NOW, bob, NOW.plusSeconds(61)));
  }
}
