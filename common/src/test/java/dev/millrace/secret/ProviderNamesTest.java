package dev.millrace.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderNamesTest {
  @ParameterizedTest
  @CsvSource({
    "openai, OPENAI_API_KEY",
    "anthropic, ANTHROPIC_API_KEY",
    "google, GEMINI_API_KEY",
    "azure, AZURE_OPENAI_API_KEY",
    "openai-compatible, OPENAI_COMPATIBLE_API_KEY",
    "fal, FAL_KEY",
    "replicate, REPLICATE_API_TOKEN",
    "deep-seek, DEEP_SEEK_API_KEY"
  })
  void aSecretIsCalledAsTheProvidersOwnToolsCallIt(String provider, String secret) {
    assertThat(ProviderNames.secretOf(provider)).isEqualTo(secret);
    assertThat(ProviderNames.ofSecret(secret)).contains(provider);
  }

  @ParameterizedTest
  @MethodSource("known")
  void everyKnownProviderIsFoundByItsSecret(String provider) {
    assertThat(ProviderNames.parse(provider)).contains(provider);
    assertThat(ProviderNames.knownOfSecret(ProviderNames.secretOf(provider))).contains(provider);
  }

  static Iterable<String> known() {
    return ProviderNames.list();
  }

  @Test
  void aProviderMayHaveTwoNamesForItsSecret() {
    assertThat(ProviderNames.ofSecret("GOOGLE_API_KEY")).contains("google");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_API_KEY", "API_KEY", "OPENAI", "openai_api_key", "A__B_API_KEY"})
  void otherSecretsHoldNoProvidersKey(String name) {
    assertThat(ProviderNames.ofSecret(name)).isEmpty();
  }

  @Test
  void aProviderThatNobodyKnowsIsNotAmongTheKnown() {
    assertThat(ProviderNames.knownOfSecret("DEEPSEEK_API_KEY")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a--b", "a b", "a/b", "ä"})
  void whatIsNoWordIsNoProvider(String text) {
    assertThat(ProviderNames.parse(text)).isEmpty();
  }

  @Test
  void aWordIsReadInAnyCase() {
    assertThat(ProviderNames.parse("OpenAI")).contains("openai");
  }

  @Test
  void aProviderIsShownAsPeopleCallIt() {
    assertThat(ProviderNames.shown("openai")).isEqualTo("OpenAI");
    assertThat(ProviderNames.shown("deepseek")).isEqualTo("deepseek");
  }
}
