package dev.millrace.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Tool;
import dev.millrace.provider.Calls;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptTokensTest {
  private static final Part HELLO = new Part.Text("hello world"); // two tokens
  private static final Part PNG =
      new Part.Image(new Part.Source.Data("image/png", "A".repeat(40_000)), Optional.empty());

  @Test
  void eachTurnCountsItsTextAndItsFrame() {
    assertThat(
            PromptTokens.of(
                Conversation.draft().turn(Role.SYSTEM, HELLO).turn(Role.USER, HELLO, HELLO).done()))
        .isEqualTo(2 * PromptTokens.OF_FRAME + 6);
  }

  @Test
  void aPictureCountsTheSameWhateverItsBytes() {
    assertThat(PromptTokens.of(Conversation.draft().turn(Role.USER, PNG).done()))
        .isEqualTo(PromptTokens.OF_FRAME + PromptTokens.OF_IMAGE);
  }

  @Test
  void toolsAndTheirResultsCountToo() {
    var bare = Conversation.draft().turn(Role.USER, HELLO);
    var tool =
        new Tool.Function(
            "weather",
            Optional.of("hello world"),
            Optional.of(Calls.json("{'type': 'object'}")),
            Optional.empty());
    long without = PromptTokens.of(bare.done());
    long defined = PromptTokens.of(bare.tool(tool).done());
    long called =
        PromptTokens.of(
            bare.turn(
                    Role.ASSISTANT,
                    new Part.ToolUse("1", "weather", "{\"city\":\"Bern\"}", Optional.empty()))
                .done());
    long answered =
        PromptTokens.of(
            bare.turn(Role.USER, new Part.ToolResult("1", List.of(HELLO, PNG), false)).done());

    assertThat(defined - without).isGreaterThan(2 + PromptTokens.OF_FRAME);
    assertThat(called - defined).isGreaterThan(2 * PromptTokens.OF_FRAME);
    assertThat(answered - called).isEqualTo(2 * PromptTokens.OF_FRAME + 2 + PromptTokens.OF_IMAGE);
  }

  @Test
  void theAnswersSchemaCounts() {
    var schema =
        new Format.JsonSchema(
            "answer", Optional.empty(), Calls.json("{'type': 'string'}"), Optional.empty());

    assertThat(PromptTokens.of(Conversation.draft().turn(Role.USER, HELLO).format(schema).done()))
        .isGreaterThan(PromptTokens.of(Conversation.draft().turn(Role.USER, HELLO).done()));
  }
}
