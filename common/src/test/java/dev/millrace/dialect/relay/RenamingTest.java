package dev.millrace.dialect.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conversation.Frame;
import dev.millrace.dialect.Dialects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenamingTest {
  private final Renaming renaming = new Renaming(Dialects.CHAT, "acme/\"writer\"");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"x\",\"model\":\"gpt\",\"n\":1.50}|{\"id\":\"x\",\"model\":\"acme/\\\"writer\\\"\",\"n\":1.50}",
        "`{ \"é☃🌊\" :1 ,\n"
            + " \"model\" :\t\"g\\u00fc\\\"\" } `|`{ \"é☃🌊\" :1 ,\n"
            + " \"model\" :\t\"acme/\\\"writer\\\"\" } `",
        "{\"message\":{\"id\":\"m\",\"model\":\"claude\"},\"type\":\"message_start\"}|{\"message\":{\"id\":\"m\",\"model\":\"acme/\\\"writer\\\"\"},\"type\":\"message_start\"}",
        "{\"response\":{\"model\":\"gpt\",\"output\":[{\"model\":\"stays\"}]}}|{\"response\":{\"model\":\"acme/\\\"writer\\\"\",\"output\":[{\"model\":\"stays\"}]}}",
        "{\"model\":\"a\",\"model\":\"b\"}|{\"model\":\"acme/\\\"writer\\\"\",\"model\":\"acme/\\\"writer\\\"\"}",
        "{\"t\":\"\\\"model\\\":\\\"no\\\"\",\"model\":\"gpt\"}|{\"t\":\"\\\"model\\\":\\\"no\\\"\",\"model\":\"acme/\\\"writer\\\"\"}",
      })
  void onlyTheNameChanges(String before, String after) {
    assertThat(renaming.of(before)).isEqualTo(after);
  }

  /** Not even a copy is made of what names no model. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "[DONE]",
        "{\"model\":null}",
        "{\"model\":7}",
        "{\"model\":{\"model\":\"x\"}}",
        "{\"tool\":{\"model\":\"gpt\"}}",
        "{\"response\":{\"message\":{\"model\":\"gpt\"}}}",
        "{\"text\":\"\\\"model\\\":\\\"gpt\\\"\"}",
        "[{\"model\":\"gpt\"}]"
      })
  void whatNamesNoModelStaysAsItIs(String text) {
    var frame = new Frame("x", text);

    assertThat(renaming.of(text)).isSameAs(text);
    assertThat(renaming.of(frame)).isSameAs(frame);
  }

  @Test
  void aFrameKeepsItsName() {
    assertThat(renaming.of(new Frame("message_start", "{\"message\":{\"model\":\"x\"}}")))
        .isEqualTo(new Frame("message_start", "{\"message\":{\"model\":\"acme/\\\"writer\\\"\"}}"));
  }

  /** Those after the first are not parsed while they begin as it did. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":1,\"model\":\"gpt\",\"n\":2}|{\"id\":1,\"model\":\"acme/\\\"writer\\\"\",\"n\":2}",
        "{\"id\":1,\"model\":\"gpt\"}|{\"id\":1,\"model\":\"acme/\\\"writer\\\"\"}",
        "{\"id\":1,\"model\":\"gpt\",\"model\":\"b\"}|{\"id\":1,\"model\":\"acme/\\\"writer\\\"\",\"model\":\"acme/\\\"writer\\\"\"}",
        "{\"id\":1,\"model\":\"gpt\",\"t\":{\"model\":\"x\"}}|{\"id\":1,\"model\":\"acme/\\\"writer\\\"\",\"t\":{\"model\":\"x\"}}",
        "{\"id\":1,\"model\":\"gpt-2\"}|{\"id\":1,\"model\":\"acme/\\\"writer\\\"\"}",
        "{\"id\":1,\"note\":\"none\"}|{\"id\":1,\"note\":\"none\"}",
      })
  void laterFramesOfAnAnswerAreRenamedAsIfTheyWereAlone(String frame, String renamed) {
    renaming.of("{\"id\":1,\"model\":\"gpt\",\"n\":1}");

    assertThat(renaming.of(frame)).isEqualTo(renamed);
    assertThat(new Renaming(Dialects.CHAT, "acme/\"writer\"").of(frame)).isEqualTo(renamed);
  }

  /** Its parts are read one by one then. */
  @Test
  void theNameIsFoundBehindAVeryLongText() {
    var before = "{\"data\":\"" + "ü🌊".repeat(100_000) + "\",\"model\":\"";

    assertThat(renaming.of(before + "gpt\",\"z\":1}"))
        .isEqualTo(before + "acme/\\\"writer\\\"\",\"z\":1}");
  }
}
