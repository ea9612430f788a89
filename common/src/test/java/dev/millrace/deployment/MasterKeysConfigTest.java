package dev.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.TestSealer;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysConfigTest {
  private static final String OLD = base64(TestSealer.masterKey());
  private static final String NEW = base64(TestSealer.masterKey());

  @TempDir Path folder;

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static SecretsConfig config(Map<String, String> settings) {
    var values = new HashMap<String, String>();
    settings.forEach((name, value) -> values.put("millrace.secrets." + name, value));
    return dev.millrace.testing.Settings.of(SecretsConfig.class, values);
  }

  private static Sealer sealer(Map<String, String> settings) {
    return ConfiguredSealer.of(config(settings));
  }

  @Test
  void theDefaultsKeepNothing() {
    var config = config(Map.of());

    assertThat(ConfiguredSealer.of(config).isOn()).isFalse();
    assertThat(config.mostPerAccount()).isEqualTo(100);
    assertThat(config.allowPrivate()).isFalse();
    assertThat(config.testWithin()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.providerUrls()).isEmpty();
  }

  @Test
  void theOnlyMasterKeyIsTheCurrentOne() {
    assertThat(sealer(Map.of("master-keys.2026", OLD)).current()).isEqualTo("2026");
  }

  @Test
  void theyMayBeEnvironmentVariables() {
    var environment =
        Map.of(
            "MILLRACE_SECRETS_MASTER_KEYS_MAIN", OLD,
            "MILLRACE_SECRETS_MASTER_KEYS_NEXT", NEW,
            "MILLRACE_SECRETS_CURRENT", "next");
    var config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withSources(new EnvConfigSource(environment, 300))
            .withMapping(SecretsConfig.class)
            .build()
            .getConfigMapping(SecretsConfig.class);

    assertThat(config.masterKeys()).containsOnlyKeys("main", "next");
    assertThat(ConfiguredSealer.of(config).current()).isEqualTo("next");
  }

  @Test
  void amongSeveralTheCurrentOneIsNamed() {
    var settings = Map.of("master-keys.old", OLD, "master-keys.new", NEW, "current", "new");

    assertThat(sealer(settings).current()).isEqualTo("new");
  }

  @Test
  void aFileMayHoldThem() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("keys"), "# ours\n\nold=%s\n new = %s \n".formatted(OLD, NEW));
    var both = sealer(Map.of("file", file.toString(), "current", "new"));
    var oldOne = sealer(Map.of("master-keys.old", OLD));
    var account = new AccountId(UUID.randomUUID());
    var row = UUID.randomUUID();

    assertThat(both.current()).isEqualTo("new");
    assertThat(both.open(account, row, oldOne.seal(account, row, "secret"))).isEqualTo("secret");
  }

  @Test
  void severalWithoutACurrentOneAreRefused() {
    assertRefused(Map.of("master-keys.a", OLD, "master-keys.b", NEW), "millrace.secrets.current");
  }

  @Test
  void aCurrentOneThatIsNotThereIsRefused() {
    assertRefused(Map.of("master-keys.a", OLD, "current", "b"), "'b'");
    assertRefused(Map.of("current", "b"), "no master key");
  }

  @Test
  void whatIsNoKeyIsRefusedAndNotShown() {
    assertRefused(Map.of("master-keys.a", "?secret?"), "'a' is not base64");
    assertRefused(Map.of("master-keys.a", "c2hvcnQ="), "'a' has 5 bytes");
  }

  @Test
  void aFileThatMakesNoSenseIsRefused() throws IOException {
    var lines = Files.writeString(folder.resolve("lines"), OLD.replace("=", ""));
    var twice = Files.writeString(folder.resolve("twice"), "a=%s\na=%s".formatted(OLD, NEW));

    assertRefused(Map.of("file", lines.toString()), "name=base64");
    assertRefused(Map.of("file", twice.toString()), "'a' is set twice");
    assertRefused(Map.of("file", twice.toString(), "master-keys.a", OLD), "'a' is set twice");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> sealer(Map.of("file", folder.resolve("none").toString())))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none");
  }

  private static void assertRefused(Map<String, String> settings, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sealer(settings))
        .withMessageContaining(complaint)
        .satisfies(
            refusal -> assertThat(refusal.getMessage()).doesNotContain("?secret?", OLD, NEW));
  }
}
