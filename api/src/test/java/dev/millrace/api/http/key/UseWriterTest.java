package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.NewKey;
import dev.millrace.ledger.InMemoryApiKeys;
import dev.millrace.ledger.InMemorySpendCaps;
import dev.millrace.testing.Settings;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UseWriterTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final InMemoryApiKeys keys = new InMemoryApiKeys(new InMemorySpendCaps());
  private final KeyUses uses = new KeyUses(100);
  private final UseWriter writer =
      new UseWriter(uses, keys, vertx, Settings.of(KeyConfig.class, Map.of()));
  private final NewKey key =
      new NewKey(
          UUID.randomUUID(),
          new AccountId(UUID.randomUUID()),
          ApiKey.generate(ApiKey.Kind.LIVE, new SecureRandom()),
          new NewKey.Label("a key", Optional.empty()),
          KeyTerms.UNBOUNDED,
          KeyCaps.NONE,
          NOW);

  @BeforeEach
  void aKey() {
    keys.open(key.account(), "ann");
    keys.create(key, 10).await().atMost(SOON);
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void aUseIsWritten() {
    uses.note(key.id(), NOW);

    writer.write().await().atMost(SOON);

    assertThat(lastUse()).contains(NOW);
  }

  @Test
  void whatWasNotedIsWrittenBeforeTheProcessEnds() {
    uses.note(key.id(), NOW);

    writer.onStop(new ShutdownEvent());

    assertThat(lastUse()).contains(NOW);
  }

  @Test
  void aUseThatCouldNotBeWrittenIsWrittenLater() {
    keys.goAway();
    uses.note(key.id(), NOW);
    writer.write().await().atMost(SOON);
    keys.comeBack();

    writer.write().await().atMost(SOON);

    assertThat(lastUse()).contains(NOW);
  }

  private Optional<Instant> lastUse() {
    return keys.find(key.account(), key.id())
        .await()
        .atMost(SOON)
        .orElseThrow()
        .history()
        .lastUsedAt();
  }
}
