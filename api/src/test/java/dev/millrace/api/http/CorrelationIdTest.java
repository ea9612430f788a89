package dev.millrace.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {
  private static final String LONGEST = "x".repeat(128);

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-1._z", "01JG2Y6E2T"})
  void theCallersOwnIsKept(String offered) {
    assertThat(CorrelationId.chosen(offered, new Random(1)).value()).isEqualTo(offered);
  }

  @Test
  void theLongestIsKeptAndALongerOneIsNot() {
    assertThat(CorrelationId.chosen(LONGEST, new Random(1)).value()).isEqualTo(LONGEST);
    assertThat(CorrelationId.chosen(LONGEST + "x", new Random(1)).value()).hasSize(32);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "a b", "a\nb", "é", "a\"b", "{}"})
  void whatCouldDoHarmInALogIsReplaced(String offered) {
    assertThat(CorrelationId.chosen(offered, new Random(1)).value()).matches("[0-9a-f]{32}");
  }
}
