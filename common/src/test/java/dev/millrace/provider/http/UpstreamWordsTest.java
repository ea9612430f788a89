package dev.millrace.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.provider.Calls;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'too long'}}",
        "{'error':'too long'}",
        "{'message':'too long'}",
        "{'detail':'too long'}",
        "{'detail':[{'loc':['body'],'msg':'too long'}]}",
        "{'title':'too long'}"
      })
  void theSentenceIsFoundWhereTheKnownServersKeepIt(String reply) {
    assertThat(UpstreamWords.in(Calls.json(reply), List.of())).isEqualTo("too long");
  }

  @Test
  void aReplyWithoutSentenceSaysNothing() {
    assertThat(UpstreamWords.in(Calls.json("{'code':7}"), List.of())).isEmpty();
  }

  @Test
  void ourKeyIsHiddenWithAndWithoutItsScheme() {
    var text = "header 'Bearer abc-123-def' and key abc-123-def";

    assertThat(UpstreamWords.presentable(text, List.of("Bearer abc-123-def")))
        .isEqualTo("header 'Bearer [hidden]' and key [hidden]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-proj-1234567890", "r8_abcdefgh", "Bearer eyJhbGciOiJI", "sk-ab***yz"})
  void whatLooksLikeAKeyIsHidden(String key) {
    assertThat(UpstreamWords.presentable("wrong: " + key, List.of())).isEqualTo("wrong: [hidden]");
  }

  @Test
  void theTextIsOneLineOfBoundedLength() {
    var text = UpstreamWords.presentable("a\r\nb " + "x ".repeat(5000), List.of());

    assertThat(text).startsWith("a b x").hasSizeLessThanOrEqualTo(501);
  }
}
