package dev.millrace.dialect.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dialect.Refusals;
import dev.millrace.dialect.picture.OpenAiPictures.Shown;
import dev.millrace.dialect.picture.PictureOutput.Picture;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.ModelName;
import dev.millrace.provider.Calls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureOutputTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "['a', 'b']",
        "{'images': [{'url': 'a', 'width': 5}, {'url': 'b'}], 'prompt': 'p'}",
        "{'images': ['a', 'b']}",
        "{'data': [{'url': 'a'}, {'url': 'b'}], 'created': 1}",
        "{'output': ['a', 'b']}",
      })
  void picturesAreFoundInTheirOrder(String output) {
    assertThat(PictureOutput.pictures(Calls.json(output)))
        .extracting(Picture::url)
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a'", "{'image': 'a'}", "{'image': {'url': 'a'}}", "{'url': 'a'}"})
  void onePictureIsFoundWithoutAList(String output) {
    assertThat(PictureOutput.pictures(Calls.json(output)))
        .extracting(Picture::url)
        .containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "{'images': []}", "{'images': [7]}", "{'text': 'a'}"})
  void anOutputWithoutPicturesIsTheProvidersFault(String output) {
    assertThat(Refusals.of(() -> PictureOutput.pictures(Calls.json(output))).code())
        .isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void theAnswerHoldsWhatTheModelSaysOfItsPictures() {
    var output =
        Calls.json(
            "{'created': 5, 'data': [{'url': 'a', 'revised_prompt': 'r'}], 'size': '1024x1024',"
                + " 'usage': {'total_tokens': 9}}");
    var picture = PictureOutput.pictures(output).getFirst();

    var answer =
        OpenAiPictures.answer(
            List.of(new Shown(picture.url(), picture.revisedPrompt())),
            Delivery.URL,
            Instant.ofEpochSecond(7),
            output);

    assertThat(answer)
        .hasToString(
            Calls.json(
                    "{'created': 7, 'data': [{'url': 'a', 'revised_prompt': 'r'}], 'size':"
                        + " '1024x1024', 'usage': {'total_tokens': 9}}")
                .toString());
  }

  @Test
  void bytesStandUnderTheirOwnName() {
    var answer =
        OpenAiPictures.answer(
            List.of(new Shown("QUJD", Optional.empty())),
            Delivery.BASE64,
            Instant.ofEpochSecond(7),
            Calls.json("{'images': [{'url': 'a'}], 'size': 'not of this protocol'}"));

    assertThat(answer).hasToString("{\"created\":7,\"data\":[{\"b64_json\":\"QUJD\"}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-image-1, BASE64",
    "openai/chatgpt-image-latest, BASE64",
    "openai/dall-e-3, URL",
    "local/image, URL",
  })
  void whoDoesNotSayGetsWhatTheModelsCallersAreUsedTo(String model, Delivery usual) {
    assertThat(Delivery.usual(ModelName.parse(model).orElseThrow())).isEqualTo(usual);
  }
}
