package dev.millrace.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionalAnswerTest {
  private static final ConditionalAnswer ANSWER = of("{\"a\":1}");

  @Test
  void theSameBodyHasTheSameStrongTagEverywhere() {
    assertThat(ANSWER.tag()).isEqualTo(of("{\"a\":1}").tag()).matches("\"[0-9a-f]{32}\"");
    assertThat(ANSWER.tag()).isNotEqualTo(of("{\"a\":2}").tag());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", " \"x\" , %s", "*"})
  void whoeverNamesTheTagHasTheBody(String line) {
    assertThat(ANSWER.isTold(Stream.of(line.formatted(ANSWER.tag())))).isTrue();
    assertThat(ANSWER.isTold(Stream.of("\"x\"", line.formatted(ANSWER.tag())))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"x\"", "W/\"x\"", ",,", "no quotes"})
  void otherTagsAreOfOtherBodies(String line) {
    assertThat(ANSWER.isTold(Stream.of(line))).isFalse();
  }

  @Test
  void aTagWithoutItsQuotesIsNone() {
    assertThat(ANSWER.isTold(Stream.of(ANSWER.tag().replace("\"", "")))).isFalse();
    assertThat(ANSWER.isTold(Stream.empty())).isFalse();
  }

  private static ConditionalAnswer of(String body) {
    return ConditionalAnswer.of(body.getBytes(UTF_8));
  }
}
