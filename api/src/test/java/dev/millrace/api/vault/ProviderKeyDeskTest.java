package dev.millrace.api.vault;

import static dev.millrace.api.vault.Vault.refused;
import static dev.millrace.api.vault.Vault.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.ValidationError;
import dev.millrace.notice.Notice;
import dev.millrace.secret.ProviderKey;
import dev.millrace.vault.ProviderKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderKeyDeskTest {
  private static final String OPENAI = "{'provider': 'openai', 'apiKey': 'sk-0123456789abcd'}";

  private final Vault vault = new Vault();

  @Test
  void aKeyIsKeptSealedAndAnsweredWithoutItself() {
    var view = vault.make(OPENAI);

    assertThat(view.name()).isEqualTo("OpenAI");
    assertThat(view.provider()).isEqualTo("openai");
    assertThat(view.keyPreview()).isEqualTo("…abcd");
    assertThat(view.isActive()).isTrue();
    assertThat(view.isDefault()).isTrue();
    assertThat(view.usageCount()).isZero();
    assertThat(view.lastUsedAt()).isNull();
    assertThat(view.onlyFor()).isNull();
    assertThat(view.toString()).doesNotContain("0123456789");
    assertThat(vault.stored())
        .singleElement()
        .satisfies(key -> assertThat(vault.opened(key)).isEqualTo("sk-0123456789abcd"));
  }

  @Test
  void everybodyIsToldOfEachChange() {
    var made = vault.make(OPENAI);
    vault.change(made.id(), "{'name': 'mine'}");
    soon(vault.desk.delete(vault.account, made.id()));

    assertThat(vault.notices.told())
        .hasSize(3)
        .allMatch(new Notice.AccountChanged(vault.account)::equals);
  }

  @Test
  void aKeyIsKeptThoughNobodyCanBeTold() {
    vault.notices.goAway();

    vault.make(OPENAI);

    assertThat(vault.stored()).hasSize(1);
  }

  @Test
  void theFirstKeyOfAProviderIsItsDefaultAndTheNextOneIsNot() {
    var first = vault.make(OPENAI);
    var second = vault.make("{'provider': 'openai', 'apiKey': 'sk-2', 'name': 'two'}");
    var third =
        vault.make("{'provider': 'openai', 'apiKey': 'sk-3', 'name': 'three', 'isDefault': true}");

    assertThat(first.isDefault()).isTrue();
    assertThat(second.isDefault()).isFalse();
    assertThat(third.isDefault()).isTrue();
    assertThat(vault.stored())
        .filteredOn(ProviderKey::isDefault)
        .extracting(ProviderKey::name)
        .containsExactly("three");
  }

  @Test
  void aProviderIsNamedInAnyCase() {
    vault.make("{'provider': 'OpenAI', 'apiKey': 'sk-1'}");

    assertThat(soon(vault.desk.list(vault.account, "OPENAI")).providerKeys()).hasSize(1);
    assertThat(soon(vault.desk.list(vault.account, "mistral")).providerKeys()).isEmpty();
  }

  @Test
  void aKeySaysHowItWasUsed() {
    var made = vault.make(OPENAI);
    var last = Instant.parse("2026-01-01T00:00:00Z");
    vault.keys.used(UUID.fromString(made.id()), new ProviderKeys.Use(7, Optional.of(last)));

    var view = soon(vault.desk.find(vault.account, made.id())).providerKey();

    assertThat(view.usageCount()).isEqualTo(7);
    assertThat(view.lastUsedAt()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aChangeLeavesEverythingElse() {
    var made =
        vault.make(
            "{'provider': 'openai', 'apiKey': 'sk-0123456789abcd', 'settings': {'team': 'a'}}");
    vault.clock.turn(Duration.ofSeconds(1));

    var changed = vault.change(made.id(), "{'isActive': false, 'isDefault': false}");

    assertThat(changed.isActive()).isFalse();
    assertThat(changed.isDefault()).isFalse();
    assertThat(changed.keyPreview()).isEqualTo("…abcd");
    assertThat(changed.settings()).isEqualTo(Vault.json("{'team': 'a'}"));
    assertThat(changed.createdAt()).isEqualTo(made.createdAt());
    assertThat(changed.updatedAt()).isNotEqualTo(made.updatedAt());
    assertThat(vault.opened(vault.stored().getFirst())).isEqualTo("sk-0123456789abcd");
  }

  @Test
  void theKeyItselfIsExchanged() {
    var made = vault.make(OPENAI);

    var changed = vault.change(made.id(), "{'apiKey': 'sk-another-key-9999', 'settings': null}");

    assertThat(changed.keyPreview()).isEqualTo("…9999");
    assertThat(vault.opened(vault.stored().getFirst())).isEqualTo("sk-another-key-9999");
  }

  @Test
  void aKeyMayBeForOneApiKeyAndAgainForAll() {
    var apiKey = vault.apiKey();
    var made =
        vault.make("{'provider': 'openai', 'apiKey': 'sk-1', 'onlyFor': '%s'}".formatted(apiKey));
    assertThat(made.onlyFor()).isEqualTo(apiKey.toString());

    var changed = vault.change(made.id(), "{'onlyFor': null}");

    assertThat(changed.onlyFor()).isNull();
  }

  @Test
  void aKeyIsNotForAnApiKeyThatIsUnknownOrRevoked() {
    var revoked = vault.apiKey();
    soon(vault.apiKeys.revoke(vault.account, revoked, vault.clock.instant()));

    for (var apiKey : new UUID[] {UUID.randomUUID(), revoked}) {
      var fault =
          refused(
              () ->
                  vault.make(
                      "{'provider': 'openai', 'apiKey': 'sk-1', 'onlyFor': '%s'}"
                          .formatted(apiKey)));
      assertThat(fault.code()).isEqualTo(FaultCode.INVALID_INPUT);
      assertThat(fault.validationErrors())
          .extracting(ValidationError::instancePath)
          .containsExactly("/onlyFor");
    }
  }

  @Test
  void aServerOfOnesOwnNeedsItsAddress() {
    var made =
        vault.make(
            "{'provider': 'openai-compatible', 'apiKey': 'k', 'baseUrl': 'https://models.example.com/v1'}");

    assertThat(made.baseUrl()).isEqualTo("https://models.example.com/v1");
    assertThat(made.keyPreview()).isEqualTo("…");
  }

  @Test
  void anAddressThatMustNotBeCalledIsRefused() {
    vault.provider.problem = Optional.of("its host is not on the public internet");

    var fault =
        refused(
            () ->
                vault.make(
                    "{'provider': 'openai-compatible', 'apiKey': 'k', 'baseUrl': 'https://10.0.0.1/v1'}"));

    assertThat(fault.code()).isEqualTo(FaultCode.INVALID_INPUT);
    assertThat(fault.message())
        .isEqualTo("baseUrl cannot be called: its host is not on the public internet");
    assertThat(vault.stored()).isEmpty();
  }

  @Test
  void aStoredKeyIsNotSentToAnotherServer() {
    var made =
        vault.make(
            "{'provider': 'openai-compatible', 'apiKey': 'k', 'baseUrl': 'https://models.example.com/v1'}");

    var fault =
        refused(() -> vault.change(made.id(), "{'baseUrl': 'https://thief.example.com/v1'}"));

    assertThat(fault.code()).isEqualTo(FaultCode.INVALID_INPUT);
    assertThat(fault.message()).startsWith("apiKey is required with another baseUrl");
    assertThat(
            vault
                .change(made.id(), "{'baseUrl': 'https://other.example.com/v1', 'apiKey': 'other'}")
                .baseUrl())
        .isEqualTo("https://other.example.com/v1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'apiKey': 'k'} | INVALID_INPUT | /provider",
        "{'provider': 'openai'} | INVALID_INPUT | /apiKey",
        "{'provider': 'Open AI', 'apiKey': 'k'} | INVALID_INPUT | /provider",
        "{'provider': 'openai', 'apiKey': ''} | INVALID_INPUT | /apiKey",
        "{'provider': 'openai', 'apiKey': 'two words'} | INVALID_INPUT | /apiKey",
        "{'provider': 'openai', 'apiKey': 'line\\n'} | INVALID_INPUT | /apiKey",
        "{'provider': 'openai', 'apiKey': 'k', 'name': ''} | INVALID_INPUT | /name",
        "{'provider': 'openai', 'apiKey': 'k', 'onlyFor': 'me'} | INVALID_INPUT | /onlyFor",
        "{'provider': 'openai', 'apiKey': 'k', 'baseUrl': 'https://x.example.com'} | INVALID_INPUT | /baseUrl",
        "{'provider': 'openai-compatible', 'apiKey': 'k'} | INVALID_INPUT | /baseUrl",
        "{'provider': 'openai-compatible', 'apiKey': 'k', 'baseUrl': 'ftp://x'} | INVALID_INPUT | /baseUrl",
        "{'provider': 'openai-compatible', 'apiKey': 'k', 'baseUrl': 'https://x.example.com/?a=b'} | INVALID_INPUT | /baseUrl"
      })
  void whatDoesNotFitIsNamed(String body, FaultCode code, String path) {
    var fault = refused(() -> vault.make(body));

    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.validationErrors())
        .extracting(ValidationError::instancePath)
        .containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'provider': 'openai', 'apiKey': 'k', 'colour': 'red'}",
        "{'provider': 'openai', 'apiKey': 7}",
        "{'provider': 'openai', 'apiKey': 'k', 'settings': 'red'}",
        "{'provider': 'openai', 'apiKey': 'k', 'isActive': 'yes'}"
      })
  void whatIsNoFieldOrOfAnotherTypeIsRefused(String body) {
    assertThat(refused(() -> vault.make(body)).code()).isEqualTo(FaultCode.MALFORMED);
  }

  @Test
  void settingsAreBounded() {
    var body =
        "{'provider': 'openai', 'apiKey': 'k', 'settings': {'a': '%s'}}"
            .formatted("x".repeat(4000));

    assertThat(refused(() -> vault.make(body)).message()).startsWith("settings must have at most");
  }

  @Test
  void aNameIsTakenOnce() {
    vault.make(OPENAI);

    assertThat(refused(() -> vault.make(OPENAI)).code()).isEqualTo(FaultCode.CONFLICT);
  }

  @Test
  void thereAreNoMoreThanTheSettingAllows() {
    var small = new Vault(Map.of("millrace.secrets.most-per-account", "1"));
    small.make(OPENAI);

    var fault = refused(() -> small.make("{'provider': 'groq', 'apiKey': 'k'}"));

    assertThat(fault.code()).isEqualTo(FaultCode.CONFLICT);
    assertThat(fault.details()).containsEntry("most", "1");
  }

  @Test
  void theProviderOfAKeyStaysWhatItIs() {
    var made = vault.make(OPENAI);

    assertThat(vault.change(made.id(), "{'provider': 'openai'}").provider()).isEqualTo("openai");
    assertThat(refused(() -> vault.change(made.id(), "{'provider': 'groq'}")).code())
        .isEqualTo(FaultCode.INVALID_INPUT);
  }

  @Test
  void aForeignKeyIsAsUnknownAsNone() {
    var made = vault.make(OPENAI);
    var bob = new AccountId(UUID.randomUUID());

    for (var id : new String[] {made.id(), UUID.randomUUID().toString(), "no-id"}) {
      assertThat(refused(() -> soon(vault.desk.find(bob, id))).code())
          .isEqualTo(FaultCode.NOT_FOUND);
      assertThat(refused(() -> soon(vault.desk.change(bob, id, Vault.json("{}")))).code())
          .isEqualTo(FaultCode.NOT_FOUND);
      assertThat(refused(() -> soon(vault.desk.delete(bob, id))).code())
          .isEqualTo(FaultCode.NOT_FOUND);
    }
    assertThat(vault.stored()).hasSize(1);
  }
}
