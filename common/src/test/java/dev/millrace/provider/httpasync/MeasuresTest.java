package dev.millrace.provider.httpasync;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.money.Medium;
import dev.millrace.provider.settings.SettingsReader;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuresTest {
  private static final Measures MEASURES =
      Measures.read(
          SettingsReader.of(
              json("{'width_at': '/width', 'height_at': '/height', 'duration_at': '/meta/s'}")));

  @Test
  void eachOutputIsAsLargeAndAsLongAsTheReplySays() {
    var outputs =
        json(
            "[{'width': 640, 'height': 480}, {'meta': {'s': 4.1000000009}},"
                + " {'width': 9, 'height': 7, 'meta': {'s': 2}}]");

    assertThat(MEASURES.of(outputs))
        .containsExactly(
            Medium.ofPicture(640, 480),
            Medium.ofSound(new BigDecimal("4.1")),
            new Medium(9, 7, new BigDecimal("2")));
  }

  @Test
  void anOutputThatIsNoListIsTheOnlyOne() {
    assertThat(MEASURES.of(json("{'width': 1, 'height': 2}")))
        .containsExactly(Medium.ofPicture(1, 2));
  }

  @Test
  void outputsThatCarryTheirBytesAreLeftToBeMeasured() {
    var outputs =
        json(
            "[{'url': 'data:image/png;base64,AAAA', 'width': 9000, 'height': 9000},"
                + " 'data:image/png;base64,AAAA']");

    assertThat(MEASURES.of(outputs)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "1000001", "'9'", "null", "1e300", "[]", "{}"})
  void whatNoPictureHasIsNotKnown(String width) {
    var outputs = json("[{'width': %s, 'height': %s}]".formatted(width, width));

    assertThat(MEASURES.of(outputs)).isEmpty();
  }

  @Test
  void aNumberOfABillionDigitsIsNotComputedWith() {
    var output = JsonNodeFactory.instance.objectNode();
    output.putObject("meta").put("s", new BigDecimal("1E-1000000000"));

    assertThat(MEASURES.of(output)).isEmpty();
  }

  @Test
  void withoutSettingsNothingIsKnown() {
    assertThat(Measures.read(SettingsReader.of(json("{}"))).of(json("[{'width': 1}]"))).isEmpty();
  }
}
