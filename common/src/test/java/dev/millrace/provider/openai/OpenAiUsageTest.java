package dev.millrace.provider.openai;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.money.Medium;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiUsageTest {
  /** Whatever the details say, the classes sum to the totals of input and of output. */
  @ParameterizedTest
  @CsvSource({
    // prompt, cached, completion, reasoning, total -> input, cached, output, reasoning
    "100, 80, 50, 30, 150, 20, 80, 20, 30",
    "100, 120, 50, 30, 150, 0, 100, 20, 30", // more cached than read
    "100, 0, 50, 70, 150, 100, 0, 0, 50", // more thought than written
    "100, 0, 50, 30, 180, 100, 0, 50, 30", // thought is counted apart
    "100, 0, 50, 30, 999, 100, 0, 20, 30", // a total that fits nothing says nothing
    "100, 0, 50, 30, 0, 100, 0, 20, 30",
    "100, -5, 50, -5, 150, 100, 0, 50, 0",
    "-1, 7, -1, 7, 0, 0, 0, 0, 0",
    "0, 0, 0, 9, 9, 0, 0, 0, 9",
  })
  void theClassesSumToTheProvidersTotals(
      long prompt,
      long cached,
      long completion,
      long reasoning,
      long total,
      long input,
      long cachedInput,
      long output,
      long thought) {
    var reply =
        json(
            ("{'data': [{}], 'usage': {'prompt_tokens': %d, 'completion_tokens': %d,"
                    + " 'total_tokens': %d, 'prompt_tokens_details': {'cached_tokens': %d},"
                    + " 'completion_tokens_details': {'reasoning_tokens': %d}}}")
                .formatted(prompt, completion, total, cached, reasoning));

    assertThat(OpenAiUsage.ofEmbeddings(reply, Duration.ZERO))
        .isEqualTo(new Usage(input, cachedInput, 0, output, thought, 1, List.of(), Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "'9'",
        "1.5",
        "1e300",
        "9223372036854775807",
        "99999999999999999999",
        "[]",
        "true"
      })
  void whatIsNoCountOfTokensCountsNone(String count) {
    var reply = json("{'usage': {'prompt_tokens': %s, 'completion_tokens': 2}}".formatted(count));

    var usage = OpenAiUsage.ofEmbeddings(reply, Duration.ZERO);

    assertThat(usage.inputTokens()).isZero();
    assertThat(usage.outputTokens()).isEqualTo(2);
  }

  @Test
  void aReplyWithoutUsageUsedNoTokensThatAnybodyCounted() {
    assertThat(OpenAiUsage.ofEmbeddings(json("{'data': [{}]}"), Duration.ZERO))
        .isEqualTo(Usage.ofOutputs(1, Duration.ZERO));
  }

  @Test
  void linkedImagesAreAsLargeAsTheReplySays() {
    var reply = json("{'size': '1536x1024', 'data': [{'url': 'a'}, {'b64_json': 'b'}]}");

    assertThat(OpenAiImages.linked(reply)).containsExactly(Medium.ofPicture(1536, 1024));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "0x5", "1024", "1024x", "x", "123456x1", "-1x-1", ""})
  void aSizeThatIsNoneMeasuresNothing(String size) {
    var reply = json("{'size': '%s', 'data': [{'url': 'a'}]}".formatted(size));

    assertThat(OpenAiImages.linked(reply)).isEmpty();
  }
}
