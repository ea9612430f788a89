package dev.millrace.dialect.relay;

import static dev.millrace.Json.json;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Nothing but the value changes: neither spaces nor escapes nor order, nor what only looks so.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"ours\",\"n\":1}|{\"model\":\"theirs\",\"n\":1}",
        "` { \"a\" : [ 1.50 , 1E2 ] ,\n"
            + "\t\"model\"\t:\n"
            + " \"ours\"  , \"b\":null } `|` { \"a\" : [ 1.50 , 1E2 ] ,\n"
            + "\t\"model\"\t:\n"
            + " \"theirs\"  , \"b\":null } `",
        "{\"x\":{\"model\":\"mine\"},\"model\":\"ours\"}|{\"x\":{\"model\":\"mine\"},\"model\":\"theirs\"}",
        "{\"t\":\"\\\"model\\\":\\\"no\\\",\",\"model\":\"ours\"}|{\"t\":\"\\\"model\\\":\\\"no\\\",\",\"model\":\"theirs\"}",
        "{\"model\":\"a\",\"x\":\"é\\u00e9☃🌊\",\"model\":\"b\"}|{\"model\":\"theirs\",\"x\":\"é\\u00e9☃🌊\",\"model\":\"theirs\"}",
        "{\"é☃🌊\":\"é☃🌊\",\"model\":\"\\u006furs \\\""
            + " \\\\\"}|{\"é☃🌊\":\"é☃🌊\",\"model\":\"theirs\"}",
        "{\"model\":12.5e3}|{\"model\":\"theirs\"}",
        "{\"model\" : true ,\"a\":1}|{\"model\" : \"theirs\" ,\"a\":1}",
        "{\"a\":1,\"model\":{\"x\":[{\"model\":1}]} }|{\"a\":1,\"model\":\"theirs\" }",
        "{\"a\":1,\"model\":[]}|{\"a\":1,\"model\":\"theirs\"}",
        "{\"mod\\u0065l\":\"ours\"}|{\"mod\\u0065l\":\"theirs\"}",
      })
  void onlyTheValueChanges(String before, String after) {
    assertThat(put(before, Map.of("model", TextNode.valueOf("theirs")))).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|{\"model\":\"theirs\"}",
        "{ }|{\"model\":\"theirs\" }",
        "{\"a\":1}|{\"model\":\"theirs\",\"a\":1}",
        "{  \"a\":1}|{\"model\":\"theirs\",  \"a\":1}",
        "{\"a\":{\"model\":1}}|{\"model\":\"theirs\",\"a\":{\"model\":1}}",
      })
  void whatIsMissingIsPutFirst(String before, String after) {
    assertThat(put(before, Map.of("model", TextNode.valueOf("theirs")))).isEqualTo(after);
  }

  @Test
  void severalFieldsAreReplacedAndInserted() {
    var fields = new LinkedHashMap<String, JsonNode>();
    fields.put("model", TextNode.valueOf("t\"h"));
    fields.put("options", json("{'usage':true}"));
    fields.put("stream", json("true"));

    assertThat(put("{\"stream\":false,\"a\":1,\"model\":\"x\"}", fields))
        .isEqualTo("{\"options\":{\"usage\":true},\"stream\":true,\"a\":1,\"model\":\"t\\\"h\"}");
  }

  @Test
  void aMarkOfTheByteOrderStays() {
    assertThat(put("\ufeff{\"é\":1, \"model\":\"x\"}", Map.of("model", TextNode.valueOf("y"))))
        .isEqualTo("\ufeff{\"é\":1, \"model\":\"y\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "\"model\"", "{\"model\":\"x\"", "{\"model\"}", "<a>"})
  void whatIsNoObjectIsLeftToOthers(String text) {
    assertThat(Overlay.put(text.getBytes(UTF_8), Map.of("model", TextNode.valueOf("y")))).isEmpty();
  }

  @Test
  void otherEncodingsAreLeftToOthers() {
    var bytes = "{\"model\":\"x\"}".getBytes(UTF_16);

    assertThat(Overlay.put(bytes, Map.of("model", TextNode.valueOf("y")))).isEmpty();
  }

  /** As if the fields had been set in the tree. */
  @Property(tries = 300)
  void itReadsAsTheTreeWithTheseFields(
      @ForAll Map<String, String> before, @ForAll Map<String, String> over) throws IOException {
    var expected = (ObjectNode) MAPPER.valueToTree(before);
    var fields = new LinkedHashMap<String, JsonNode>();
    over.forEach((name, value) -> fields.put(name, TextNode.valueOf(value)));
    var bytes = MAPPER.writeValueAsBytes(expected);

    var read = MAPPER.readTree(Overlay.put(bytes, fields).orElseThrow());

    // The tree is written and read once more: lone surrogates do not survive UTF-8.
    assertThat(read).isEqualTo(MAPPER.readTree(MAPPER.writeValueAsBytes(expected.setAll(fields))));
  }

  private static String put(String before, Map<String, JsonNode> fields) {
    return new String(Overlay.put(before.getBytes(UTF_8), fields).orElseThrow(), UTF_8);
  }
}
