package dev.millrace.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"plain\"}",
        "{\"é\":\"日本\"}",
        "{\"a\":\"😀 and \u2028 and \u007f\"}",
        "{\"a\":\"\\n\\u0000\\\\\"}",
        "{\n  \"a\" : [1,\r\n\t2]\n}"
      })
  void itSaysTheSameOnOneLineOfAscii(String json) throws Exception {
    var ascii = AsciiJson.of(json);

    assertThat(ascii).isASCII().doesNotContain("\n", "\r");
    assertThat(JSON.readTree(ascii)).isEqualTo(JSON.readTree(json));
  }

  @Test
  void whatIsPlainIsNotCopied() {
    var plain = "{\"a\":1}";

    assertThat(AsciiJson.of(plain)).isSameAs(plain);
  }
}
