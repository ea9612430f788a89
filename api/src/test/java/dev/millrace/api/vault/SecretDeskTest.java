package dev.millrace.api.vault;

import static dev.millrace.api.vault.Vault.refused;
import static dev.millrace.api.vault.Vault.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.ValidationError;
import dev.millrace.secret.ProviderKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretDeskTest {
  private static final String OPENAI = "{'name': 'OPENAI_API_KEY', 'value': 'sk-0123456789abcd'}";

  private final Vault vault = new Vault();

  private List<SecretView> list() {
    return soon(vault.secrets.list(vault.account)).data();
  }

  private void delete(String name) {
    soon(vault.secrets.delete(vault.account, name, Optional.empty()));
  }

  @Test
  void aProvidersSecretIsTheDefaultKeyOfTheProvider() {
    var kept = vault.put(OPENAI);

    assertThat(kept.isNew()).isTrue();
    assertThat(kept.answer().data().category()).isEqualTo("provider");
    assertThat(kept.answer().data().provider()).isEqualTo("openai");
    assertThat(kept.answer().data().scope()).isEqualTo("all");
    assertThat(kept.answer().data().orgWide()).isTrue();
    assertThat(vault.stored())
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.provider()).isEqualTo("openai");
              assertThat(key.isDefault()).isTrue();
              assertThat(vault.opened(key)).isEqualTo("sk-0123456789abcd");
            });
    assertThat(vault.notices.told()).hasSize(1);
  }

  @Test
  void aSecondOneTakesTheFirstOnesPlace() {
    vault.put(
        "{'name': 'OPENAI_API_KEY', 'value': 'sk-1', 'description': 'ours', 'scope': 'agents'}");

    var kept = vault.put("{'name': 'openai_api_key', 'value': 'sk-2'}");

    assertThat(kept.isNew()).isFalse();
    assertThat(kept.answer().data().description()).isEqualTo("ours");
    assertThat(kept.answer().data().scope()).isEqualTo("agents");
    assertThat(vault.stored())
        .singleElement()
        .satisfies(key -> assertThat(vault.opened(key)).isEqualTo("sk-2"));
  }

  @Test
  void aDefaultKeyOfTheOtherFaceIsASecret() {
    vault.make("{'provider': 'mistral', 'apiKey': 'k', 'name': 'mine'}");
    vault.make("{'provider': 'mistral', 'apiKey': 'k', 'name': 'not the default'}");

    assertThat(list()).extracting(SecretView::name).containsExactly("MISTRAL_API_KEY");
  }

  @Test
  void aSecretKeepsTheNameThatItWasMadeUnder() {
    vault.put("{'name': 'GOOGLE_API_KEY', 'value': 'k'}");

    assertThat(list()).extracting(SecretView::name).containsExactly("GOOGLE_API_KEY");
    delete("GEMINI_API_KEY");
    assertThat(vault.stored()).isEmpty();
  }

  @Test
  void deletingEitherDeletesBoth() {
    vault.put(OPENAI);
    delete("OPENAI_API_KEY");
    assertThat(vault.stored()).isEmpty();

    vault.put(OPENAI);
    soon(vault.desk.delete(vault.account, vault.stored().getFirst().id().toString()));
    assertThat(list()).isEmpty();
    assertThat(refused(() -> delete("OPENAI_API_KEY")).code()).isEqualTo(FaultCode.NOT_FOUND);
  }

  @Test
  void otherSecretsAreOnlyKept() {
    var made = vault.put("{'name': 'SERPER_API_KEY', 'value': 'a b\\n', 'category': 'tool'}");
    var again = vault.put("{'name': 'SERPER_API_KEY', 'value': 'c', 'category': 'custom'}");

    assertThat(made.isNew()).isTrue();
    assertThat(again.isNew()).isFalse();
    assertThat(list())
        .singleElement()
        .satisfies(
            secret -> {
              assertThat(secret.category()).isEqualTo("custom");
              assertThat(secret.provider()).isNull();
            });
    assertThat(vault.stored()).isEmpty();
    delete("SERPER_API_KEY");
    assertThat(list()).isEmpty();
  }

  @Test
  void oneNameIsNotTwoThings() {
    vault.put("{'name': 'SERPER_API_KEY', 'value': 'c', 'category': 'custom'}");

    assertThat(refused(() -> vault.put("{'name': 'SERPER_API_KEY', 'value': 'c'}")).code())
        .isEqualTo(FaultCode.CONFLICT);
  }

  @Test
  void aSecretMayBeForOneApiKey() {
    var apiKey = vault.apiKey();
    vault.put(OPENAI);

    var kept =
        vault.put("{'name': 'OPENAI_API_KEY', 'value': 'sk-2', 'onlyFor': '%s'}".formatted(apiKey));

    assertThat(kept.isNew()).isTrue();
    assertThat(kept.answer().data().name()).isEqualTo("OPENAI_API_KEY");
    assertThat(kept.answer().data().orgWide()).isFalse();
    assertThat(kept.answer().data().onlyFor()).isEqualTo(apiKey.toString());
    assertThat(vault.stored()).hasSize(2).allMatch(ProviderKey::isDefault);
    soon(vault.secrets.delete(vault.account, "OPENAI_API_KEY", Optional.of(apiKey)));
    assertThat(list()).extracting(SecretView::orgWide).containsExactly(true);
  }

  @Test
  void whatIsNotForTheWholeAccountIsForTheCallingKey() {
    var wish =
        SecretWish.of(
            Vault.json("{'name': 'OPENAI_API_KEY', 'value': 'k', 'orgWide': false}"),
            vault.callingKey);

    assertThat(wish.onlyFor()).contains(vault.callingKey);
    assertThat(wish.toString()).isEqualTo("SecretWish[OPENAI_API_KEY]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'value': 'k'} | /name",
        "{'name': 'OPENAI_API_KEY'} | /value",
        "{'name': 'OPENAI-API-KEY', 'value': 'k'} | /name",
        "{'name': 'MY_TOKEN', 'value': 'k'} | /name",
        "{'name': 'OPENAI_COMPATIBLE_API_KEY', 'value': 'k'} | /name",
        "{'name': 'OPENAI_API_KEY', 'value': 'k\\n'} | /value",
        "{'name': 'OPENAI_API_KEY', 'value': 'k', 'category': 'tool'} | /category",
        "{'name': 'OPENAI_API_KEY', 'value': 'k', 'category': 'other'} | /category",
        "{'name': 'OPENAI_API_KEY', 'value': 'k', 'scope': 'everybody'} | /scope",
        "{'name': 'OPENAI_API_KEY', 'value': 'k', 'orgWide': true, 'onlyFor': '7c9e6679-7425-40de-944b-e07fc1f90ae7'} | /orgWide",
        "{'name': 'OPENAI_API_KEY', 'value': 'k', 'onlyFor': '7c9e6679-7425-40de-944b-e07fc1f90ae7'} | /onlyFor"
      })
  void whatDoesNotFitIsNamed(String body, String path) {
    var fault = refused(() -> vault.put(body));

    assertThat(fault.code()).isEqualTo(FaultCode.INVALID_INPUT);
    assertThat(fault.validationErrors())
        .extracting(ValidationError::instancePath)
        .containsExactly(path);
  }

  @Test
  void whatIsNoFieldIsRefused() {
    assertThat(refused(() -> vault.put("{'name': 'OPENAI_API_KEY', 'value': 'k', 'x': 1}")).code())
        .isEqualTo(FaultCode.MALFORMED);
  }

  @Test
  void theSecretsOfOthersAreNotThere() {
    vault.put(OPENAI);
    var bob = new AccountId(UUID.randomUUID());

    assertThat(soon(vault.secrets.list(bob)).data()).isEmpty();
    assertThat(
            refused(() -> soon(vault.secrets.delete(bob, "OPENAI_API_KEY", Optional.empty())))
                .code())
        .isEqualTo(FaultCode.NOT_FOUND);
  }
}
