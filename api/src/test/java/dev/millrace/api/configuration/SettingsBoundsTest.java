package dev.millrace.api.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.FaultException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsBoundsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\": [1, 1e100, -0.5, \"x\", null, {\"b\": true}]}"})
  void usualSettingsPass(String text) throws IOException {
    var settings = settings(text);

    assertThat(SettingsBounds.checked(settings)).isSameAs(settings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": \"\\u0000\"}",
        "{\"\\u0000\": 1}",
        "{\"a\": [{\"b\": \"x\\u0000\"}]}",
        "{\"a\": 1e999999999}",
        "{\"a\": 1e-400}"
      })
  void whatADatabaseCannotKeepIsRefused(String text) throws IOException {
    var settings = settings(text);

    assertThatThrownBy(() -> SettingsBounds.checked(settings))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("settings");
  }

  @Test
  void settingsAreBoundedInNumberAndLength() {
    var many = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i <= 64; i++) {
      many.put("a" + i, i);
    }
    var wide = JsonNodeFactory.instance.objectNode().put("a", "x".repeat(16_384));

    assertThatThrownBy(() -> SettingsBounds.checked(many)).hasMessageContaining("64");
    assertThatThrownBy(() -> SettingsBounds.checked(wide)).hasMessageContaining("16384");
  }

  private static ObjectNode settings(String text) throws IOException {
    return JSON.readValue(text, ObjectNode.class);
  }
}
