package dev.millrace.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.ApiKey;
import dev.millrace.model.ModelName;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTermsTest {
  private static final Map<String, String> WHOLE =
      Map.of(
          "key", ApiKey.generate(ApiKey.Kind.LIVE, new SecureRandom()).reveal(),
          "origins", "https://app.example.com",
          "models", "local/echo");

  @Test
  void nothingSetMeansOff() {
    assertThat(ProxyTerms.of(config(Map.of()))).isEmpty();
  }

  @Test
  void allThreeMeanOnAndNothingMoreIsGranted() {
    var terms = ProxyTerms.of(config(WHOLE)).orElseThrow();

    assertThat(terms.run()).isFalse();
    assertThat(terms.withoutOrigin()).isFalse();
    assertThat(terms.toString()).doesNotContain(terms.key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "origins", "models"})
  void halfAConfigurationStopsTheStart(String missing) {
    var half = new HashMap<>(WHOLE);
    half.remove(missing);

    assertThatThrownBy(() -> ProxyTerms.of(config(half)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("by halves")
        .hasMessageContaining("missing");
  }

  @ParameterizedTest
  @CsvSource({
    "key, mr_live_mistyped, API key",
    "origins, app.example.com, no origin",
    "origins, https://app.example.com/, no origin",
    "origins, https://*.example.com, no origin",
    "models, echo, no model's name",
    "models, local/echo*, no model's name"
  })
  void whatIsNotUnderstoodStopsTheStart(String name, String value, String complaint) {
    var wrong = new HashMap<>(WHOLE);
    wrong.put(name, value);

    assertThatThrownBy(() -> ProxyTerms.of(config(wrong)))
        .hasMessageContaining("millrace.proxy." + name)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "local/echo, local/echo, true, true",
    "local/echo, local/echo/deep, false, false",
    "local/echo, local/other, false, false",
    "fal-ai/flux/dev, fal-ai/flux, false, true",
    "fal-ai/flux/dev, fal-ai/flu, false, false",
    "local/*, local/a/b, true, true",
    "local/*, locals/a, false, false",
    "*, any/model, true, true",
    "*, billing/quote, false, false",
    "admin/*, admin/accounts, false, false"
  })
  void aModelIsAllowedOrNot(String setting, String model, boolean itself, boolean itsRequests) {
    var allowed = AllowedModels.of(List.of(setting));
    var name = ModelName.parse(model).orElseThrow();

    assertThat(allowed.allow(name)).isEqualTo(itself);
    assertThat(allowed.allowRequestsOf(name)).isEqualTo(itsRequests);
  }

  private static ProxyConfig config(Map<String, String> values) {
    var named = new HashMap<String, String>();
    values.forEach((name, value) -> named.put("millrace.proxy." + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(ProxyConfig.class)
        .withSources(new PropertiesConfigSource(named, "test", 100))
        .build()
        .getConfigMapping(ProxyConfig.class);
  }
}
