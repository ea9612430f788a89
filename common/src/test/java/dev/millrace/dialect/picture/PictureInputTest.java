package dev.millrace.dialect.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Refusals;
import dev.millrace.provider.Calls;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureInputTest {
  private static final Map<String, JsonNode> MODELS =
      Map.of(
          "openai",
          schema(
              "'n': {}, 'size': {'enum': ['1024x1024', '1792x1024']}, 'quality': {'enum': ['hd']},"
                  + " 'style': {}, 'user': {}"),
          "auto",
          schema("'size': {'enum': ['auto']}, 'quality': {'enum': ['auto', 'low']}"),
          "sides",
          schema(
              "'width': {'default': 512}, 'height': {'default': 512}, 'num_outputs': {}, 'seed':"
                  + " {}"),
          "ratio",
          schema(
              "'aspect_ratio': {}, 'num_outputs': {}, 'output_format': {'enum': ['jpg', 'png']},"
                  + " 'output_quality': {}"),
          "listed",
          schema("'aspect_ratio': {'enum': ['1:1', '9:16']}"),
          "fal",
          schema("'image_size': {'type': 'string'}, 'num_images': {}"),
          "fal+",
          schema(
              "'image_size': {'anyOf': [{'type': 'string'}, {'type': 'object'}]}, 'num_images':"
                  + " {}"),
          "bare",
          schema("'seed': {}"));

  private static JsonNode schema(String places) {
    return Calls.json("{'properties': {'prompt': {}, %s}}".formatted(places));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "bare | | ",
        "bare | 'n': 1 | ",
        "bare | 'seed': 5 | 'seed': 5",
        "bare | 'quality': 'auto', 'background': 'auto', 'size': 'auto' | ",
        "bare | 'stream': false, 'partial_images': 0, 'response_format': 'url', 'model': 'm' | ",
        "bare | 'user': 'u' | ",
        "openai | 'n': 2, 'style': 'vivid', 'user': 'u' | 'n': 2, 'style': 'vivid', 'user': 'u'",
        "openai | 'size': '1792x1024', 'quality': 'hd' | 'size': '1792x1024', 'quality': 'hd'",
        "openai | 'aspect_ratio': '16:9' | 'size': '1792x1024'",
        "openai | 'size': 'auto', 'quality': 'auto' | ",
        "auto | 'size': 'auto', 'quality': 'auto' | 'size': 'auto', 'quality': 'auto'",
        "sides | 'size': '640x480', 'n': 3 | 'num_outputs': 3, 'width': 640, 'height': 480",
        "sides | 'aspect_ratio': '1:1' | 'width': 512, 'height': 512",
        "sides | 'aspect_ratio': '16:9' | 'width': 680, 'height': 384",
        "sides | 'size': '640x360', 'aspect_ratio': '16:9' | 'width': 640, 'height': 360",
        "ratio | 'size': '1024x1024' | 'aspect_ratio': '1:1'",
        "ratio | 'size': '1792x1024' | 'aspect_ratio': '16:9'",
        "ratio | 'size': '1024x1536' | 'aspect_ratio': '2:3'",
        "ratio | 'aspect_ratio': '5:7' | 'aspect_ratio': '5:7'",
        "ratio | 'output_format': 'jpeg', 'output_compression': 50 | 'output_format': 'jpg',"
            + " 'output_quality': 50",
        "ratio | 'output_format': 'webp' | 'output_format': 'webp'",
        "listed | 'size': '1024x1792' | 'aspect_ratio': '9:16'",
        "fal | 'size': '1024x1024', 'n': 2 | 'num_images': 2, 'image_size': 'square_hd'",
        "fal | 'aspect_ratio': '16:9' | 'image_size': 'landscape_16_9'",
        "fal+ | 'size': '640x480' | 'image_size': {'width': 640, 'height': 480}",
        "fal+ | 'aspect_ratio': '3:4' | 'image_size': 'portrait_4_3'",
      })
  void whatIsSaidGoesWhereTheModelWantsIt(String model, String said, String filled) {
    assertThat(filled(model, said))
        .hasToString(
            Calls.json("{'prompt': 'a cat'%s}".formatted(filled == null ? "" : ", " + filled))
                .toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "bare | 'n': 2 | FIELD_UNSUPPORTED n",
        "bare | 'size': '512x512' | FIELD_UNSUPPORTED size",
        "bare | 'aspect_ratio': '1:1' | FIELD_UNSUPPORTED aspect_ratio",
        "bare | 'quality': 'hd' | FIELD_UNSUPPORTED quality",
        "bare | 'background': 'transparent' | FIELD_UNSUPPORTED background",
        "bare | 'output_format': 'png' | FIELD_UNSUPPORTED output_format",
        "bare | 'stream': true | FIELD_UNSUPPORTED stream",
        "bare | 'stream': 'yes' | FIELD_UNSUPPORTED stream",
        "bare | 'partial_images': 2 | FIELD_UNSUPPORTED partial_images",
        "bare | 'negative_prompt': 'dogs' | FIELD_UNSUPPORTED negative_prompt",
        "bare | 'n': 0 | MALFORMED n",
        "bare | 'n': 'two' | MALFORMED n",
        "bare | 'n': 1.5 | MALFORMED n",
        "bare | 'size': 512 | MALFORMED size",
        "sides | 'size': 'large' | MALFORMED size",
        "sides | 'size': '0x512' | MALFORMED size",
        "sides | 'aspect_ratio': 'wide' | MALFORMED aspect_ratio",
        "sides | 'size': '512x512', 'aspect_ratio': '16:9' | MALFORMED aspect_ratio",
        "ratio | 'size': '1000x100' | FIELD_UNSUPPORTED size",
        "listed | 'size': '1792x1024' | FIELD_UNSUPPORTED size",
        "fal | 'size': '640x480' | FIELD_UNSUPPORTED size",
        "fal | 'aspect_ratio': '2:1' | FIELD_UNSUPPORTED aspect_ratio",
        "openai | 'aspect_ratio': '9:16' | FIELD_UNSUPPORTED aspect_ratio",
        "bare | 'response_format': 'png' | MALFORMED response_format",
        "bare | 'user': 7 | MALFORMED user",
        "bare | 'prompt': 7 | MALFORMED prompt",
        "bare | 'prompt': null | MALFORMED prompt",
      })
  void whatTheModelHasNoPlaceForIsRefusedByItsName(String model, String said, String refusal) {
    assertThat(Refusals.said(() -> filled(model, said))).isEqualTo(refusal);
  }

  @Test
  void aModelWithoutAPromptDoesNotDrawFromWords() {
    assertThat(PictureInput.isFor(MODELS.get("bare"))).isTrue();
    assertThat(PictureInput.isFor(Calls.json("{'properties': {'image_url': {}}}"))).isFalse();
    assertThat(PictureInput.isFor(Calls.json("{}"))).isFalse();
  }

  private static ObjectNode filled(String model, String said) {
    var body = (ObjectNode) Calls.json("{'prompt': 'a cat'}");
    body.setAll((ObjectNode) Calls.json("{%s}".formatted(said == null ? "" : said)));
    return PictureInput.fill(OpenAiPictures.read(body), MODELS.get(model)).input();
  }
}
