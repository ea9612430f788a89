package dev.millrace.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyOwner;
import dev.millrace.ledger.InMemoryAccounts;
import dev.millrace.money.Money;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final InMemoryAccounts accounts = new InMemoryAccounts();

  @Test
  void byDefaultThereIsNoKey() {
    var config = config(Map.of());

    assertThat(config.key()).isEmpty();
    assertThat(config.name()).isEqualTo("bootstrap");
    assertThat(config.plan()).isEqualTo("ultra");
    assertThat(config.credit()).isEqualByComparingTo("100");
  }

  @Test
  void theAccountIsAsTheSettingsSay() {
    var key = key(ApiKey.Kind.LIVE);
    var config =
        config(
            Map.of(
                "millrace.bootstrap.key", key,
                "millrace.bootstrap.name", "ann",
                "millrace.bootstrap.plan", "pro",
                "millrace.bootstrap.credit", "2.5"));

    var account = bootstrap(config).account(key);

    assertThat(account.name()).isEqualTo("ann");
    assertThat(account.plan()).isEqualTo("pro");
    assertThat(account.credit()).isEqualTo(Money.parse("2.5"));
    assertThat(account.key().reveal()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "mr_live_short"})
  void aKeyThatWasNotGeneratedIsRefused(String key) {
    assertThatThrownBy(() -> bootstrap(config(Map.of())).account(key))
        .hasMessageContaining("millrace.bootstrap.key");
  }

  @Test
  void anAdminKeyIsRefused() {
    assertThatThrownBy(() -> bootstrap(config(Map.of())).account(key(ApiKey.Kind.ADMIN)))
        .hasMessageContaining("millrace.bootstrap.key");
  }

  @Test
  void twoNodesThatStartAtOnceMakeOneAccount() {
    var first = bootstrap(config(Map.of()));
    var second = bootstrap(config(Map.of()));
    var key = key(ApiKey.Kind.LIVE);

    first.openOnce(first.account(key)).await().atMost(SOON);
    second.openOnce(second.account(key)).await().atMost(SOON);

    assertThat(accounts.list(Optional.empty(), 10).await().atMost(SOON)).hasSize(1);
  }

  /** A ring that has seen no key yet, as each of two nodes sees it. */
  private Bootstrap bootstrap(BootstrapConfig config) {
    return new Bootstrap(
        config,
        sha256 -> Uni.createFrom().item(Optional.<KeyOwner>empty()),
        accounts,
        InstantSource.fixed(Instant.EPOCH));
  }

  private static BootstrapConfig config(Map<String, String> values) {
    return Settings.of(BootstrapConfig.class, values);
  }

  private static String key(ApiKey.Kind kind) {
    return ApiKey.generate(kind, new SecureRandom()).reveal();
  }
}
