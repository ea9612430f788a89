package dev.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.provider.Calls;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "openai, /base_url, https://api.openai.com/v1, openai",
    "openai, /base_url, https://API.openai.com/v1, openai",
    "openai, /base_url, https://api.mistral.ai/v1, mistral",
    "openai, /base_url, https://api.groq.com/openai/v1, groq",
    "openai, /base_url, https://openrouter.ai/api/v1, openrouter",
    "openai, /base_url, https://api.together.xyz/v1, together",
    "openai, /base_url, https://mine.openai.azure.com/openai/v1, azure",
    "openai, /base_url, https://mine.openai.azure.com.evil.test/v1, openai-compatible",
    "openai, /base_url, http://ollama:11434/v1, openai-compatible",
    "openai, /base_url, no url at all, openai-compatible",
    "anthropic, /base_url, https://proxy.test, anthropic",
    "gemini, /base_url, https://proxy.test, google",
    "http-async, /submit/url, https://queue.fal.run/fal-ai/flux, fal",
    "http-async, /submit/url, https://fal.run/fal-ai/flux, fal",
    "http-async, /submit/url, https://api.replicate.com/v1/predictions, replicate",
    "http-async, /submit/url, https://else.test, http-async",
    "local, /model, chat, local"
  })
  void theProviderIsKnownByDialectAndHost(
      String dialect, String place, String value, String provider) {
    var field = place.substring(1);
    int slash = field.indexOf('/');
    var settings =
        slash < 0
            ? "{'%s':'%s'}".formatted(field, value)
            : "{'%s':{'%s':'%s'}}"
                .formatted(field.substring(0, slash), field.substring(slash + 1), value);

    assertThat(Calls.route(dialect, settings).provider()).isEqualTo(provider);
  }
}
