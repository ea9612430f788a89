package dev.millrace.api.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonLimitsTest {
  private final ObjectMapper json = new ObjectMapper();

  @BeforeEach
  void customize() {
    new JsonLimits().customize(json);
  }

  @Test
  void sixtyFourLevelsAreReadAndOneMoreIsNot() throws Exception {
    assertThat(json.readTree(nested(64))).isNotNull();
    assertThatThrownBy(() -> json.readTree(nested(65)))
        .isInstanceOf(StreamConstraintsException.class);
  }

  @Test
  void aLongNumberIsNotRead() {
    assertThatThrownBy(() -> json.readTree("1".repeat(101)))
        .isInstanceOf(StreamConstraintsException.class);
  }

  @Test
  void aLongNameIsNotRead() {
    assertThatThrownBy(() -> json.readTree("{\"" + "n".repeat(2000) + "\": 1}"))
        .isInstanceOf(StreamConstraintsException.class);
  }

  @Test
  void aFileAsADataUrlIsRead() throws Exception {
    assertThat(json.readTree("\"" + "x".repeat(9_000_000) + "\"").asText()).hasSize(9_000_000);
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }
}
