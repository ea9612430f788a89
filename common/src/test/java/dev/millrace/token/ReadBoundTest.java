package dev.millrace.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadBoundTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BYTES = "A".repeat(2_000_000);

  @Test
  void aTextCountsAtLeastItsTokens() {
    var text = "Wozu brauchen Mühlen Wasser? 水車 🏭 ".repeat(200);

    assertThat(bound("{'messages':[{'role':'user','content':'%s'}]}".formatted(text)))
        .isGreaterThan(Tokenizer.of("gpt-4o").count(text))
        .isLessThan(text.length() * 4L);
  }

  @Test
  void whatAToolIsCountsToo() {
    var tools =
        "{'tools':[{'type':'function','function':{'name':'%s','parameters':{}}}]}"
            .formatted("n".repeat(1_000));

    assertThat(bound(tools)).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'image_url':{'url':'data:image/png;base64,%s'}}",
        "{'type':'input_image','image_url':'data:image/png;base64,%s'}",
        "{'source':{'type':'base64','media_type':'image/png','data':'%s'}}",
        "{'inlineData':{'mimeType':'image/png','data':'%s'}}",
        "{'type':'image','image':'data:image/png;base64,%s'}",
        "{'type':'file','mediaType':'image/png','data':'%s'}",
        "{'inline_data':{'mime_type':'image/png','data':'%s'}}"
      })
  void aPictureCountsAsOneHoweverManyBytesItHas(String part) {
    assertThat(bound(part.formatted(BYTES)))
        .isGreaterThanOrEqualTo(ReadBound.PICTURE)
        .isLessThan(ReadBound.PICTURE + 200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'file':{'file_data':'data:application/pdf;base64,%s'}}",
        "{'source':{'type':'base64','media_type':'application/pdf','data':'%s'}}",
        "{'input_audio':{'format':'wav','data':'%s'}}"
      })
  void aDocumentAndASoundCountLessThanTheirBytesAndNotWithoutBound(String part) {
    assertThat(bound(part.formatted(BYTES)))
        .isBetween(ReadBound.DOCUMENT, ReadBound.DOCUMENT + ReadBound.PICTURE + 200);
    assertThat(bound(part.formatted("A".repeat(1_000))))
        .isBetween(ReadBound.PICTURE + 500, ReadBound.PICTURE + 1_000);
  }

  @Test
  void aPictureElsewhereCountsThoughItIsOnlyNamed() {
    assertThat(bound("{'image_url':{'url':'https://example.com/a.png'}}"))
        .isGreaterThan(ReadBound.PICTURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'content':'data:image/png;base64,%s'}",
        "{'type':'text','text':'data:image/png;base64,%s'}",
        "{'tools':[{'parameters':{'url':'data:image/png;base64,%s'}}]}",
        "{'type':'tool_use','input':{'media_type':'image/png','data':'%s'}}",
        "{'functionCall':{'args':{'mimeType':'image/png','data':'%s'}}}",
        "{'source':{'type':'text','media_type':'text/plain','data':'%s'}}",
        "{'output':{'type':'json','value':{'mediaType':'image/png','data':'%s'}}}",
        "{'responseFormat':{'schema':{'format':'image/png','data':'%s'}}}",
        "{'data':'%s'}"
      })
  void whatIsReadAsTextCountsAsTextWhateverItLooksLike(String part) {
    assertThat(bound(part.formatted(BYTES))).isGreaterThanOrEqualTo(BYTES.length());
  }

  private static long bound(String json) {
    try {
      return ReadBound.of(JSON.readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
