package dev.millrace.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDraftTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final AccountId ANN = new AccountId(UUID.randomUUID());

  private final Sealer sealer = TestSealer.under("main");

  private KeptKey aKey() {
    return KeyDraft.of(ANN, UUID.randomUUID(), "openai")
        .named("mine")
        .holding("sk-0123456789", sealer)
        .isDefault(true)
        .done(NOW);
  }

  @ParameterizedTest
  @CsvSource({"'sk-012345678',5678", "'sk-01234567',''", "'k',''"})
  void onlyALongSecretShowsItsEnd(String secret, String preview) {
    assertThat(KeyDraft.previewOf(secret)).isEqualTo(preview);
  }

  @Test
  void whatIsNotChangedStaysAsItIs() {
    var before = aKey();

    var after = KeyDraft.from(before).done(NOW.plusSeconds(1));

    assertThat(after.key())
        .usingRecursiveComparison()
        .ignoringFields("updatedAt")
        .isEqualTo(before.key());
    assertThat(after.key().sealed()).isSameAs(before.key().sealed());
    assertThat(after.key().updatedAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(after.label()).isEqualTo(before.label());
    assertThat(after.settings()).isEqualTo(before.settings());
  }

  @Test
  void anotherSecretWasNotTestedYet() {
    var made = aKey();
    var before =
        new KeptKey(
            made.key(), made.label(), made.settings(), Optional.of(new KeptKey.Tested(NOW, true)));

    var renamed = KeyDraft.from(before).named("other").done(NOW);
    var exchanged = KeyDraft.from(before).holding("sk-9876543210", sealer).done(NOW);

    assertThat(renamed.tested()).isEqualTo(before.tested());
    assertThat(exchanged.tested()).isEmpty();
    assertThat(exchanged.key().preview()).isEqualTo("3210");
    assertThat(sealer.open(ANN, made.key().id(), exchanged.key().sealed()))
        .isEqualTo("sk-9876543210");
  }
}
