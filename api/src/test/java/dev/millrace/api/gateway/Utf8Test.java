package dev.millrace.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @Test
  void textOfAnyLengthIsText() {
    assertThat(Utf8.isAll(new byte[0])).isTrue();
    assertThat(Utf8.isAll("x ü 水 🏭".repeat(50_000).getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  /** A byte too few, a stray one, an overlong slash, half of a pair, Latin-1, UTF-16. */
  @ParameterizedTest
  @ValueSource(strings = {"e6b0", "80", "c0af", "eda080", "fc", "feff007b", "f5808080"})
  void otherBytesAreNot(String hex) {
    var bytes = HexFormat.of().parseHex(hex);
    assertThat(Utf8.isAll(bytes)).isFalse();

    var behind = new byte[20_000 + bytes.length];
    Arrays.fill(behind, (byte) 'x');
    System.arraycopy(bytes, 0, behind, 20_000, bytes.length);
    assertThat(Utf8.isAll(behind)).isFalse();
  }
}
