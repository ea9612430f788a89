package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.CallArguments;
import dev.millrace.dialect.Signer;

/** The blocks of an answer in one piece. */
final class WholeBlocks {
  private WholeBlocks() {}

  static ArrayNode of(Transcript answer, boolean showThoughts) {
    var content = JsonNodeFactory.instance.arrayNode();
    for (var block : answer.blocks()) {
      switch (block) {
        case Transcript.Block.Call call -> content.add(call(call.tool()));
        case Transcript.Block.Words words -> content.add(words(words, showThoughts));
      }
    }
    cite(answer, content);
    return content;
  }

  private static ObjectNode words(Transcript.Block.Words words, boolean showThoughts) {
    return switch (words.kind()) {
      case CONTENT, REFUSAL -> text(words.text());
      case REASONING ->
          BlockWriter.thought(
              showThoughts ? words.text() : "",
              words.signature().map(Signer.ANTHROPIC::told).orElse(""));
    };
  }

  private static ObjectNode text(String text) {
    return BlockWriter.block("text").putNull("citations").put("text", text);
  }

  /** What broke off in the middle of its arguments has none. */
  private static ObjectNode call(Transcript.Tool tool) {
    var call = callStart(tool.id(), tool.name());
    CallArguments.object(tool.arguments()).ifPresent(input -> call.set("input", input));
    return call;
  }

  /** A call without arguments, made by the model itself. */
  static ObjectNode callStart(String id, String name) {
    var call = BlockWriter.block("tool_use").put("id", id).put("name", name);
    call.putObject("input");
    call.putObject("caller").put("type", "direct");
    return call;
  }

  /** Sources are those of the last text, for nobody knows which words name them. */
  private static void cite(Transcript answer, ArrayNode content) {
    if (answer.citations().isEmpty()) {
      return;
    }
    var citations = lastText(content).putArray("citations");
    answer.citations().forEach(source -> citations.add(citation(source)));
  }

  private static ObjectNode lastText(ArrayNode content) {
    for (int at = content.size() - 1; at >= 0; at--) {
      if (content.get(at) instanceof ObjectNode block
          && block.path("type").asText().equals("text")) {
        return block;
      }
    }
    var text = text("");
    content.add(text);
    return text;
  }

  /** We know neither the words that a source said nor the provider's index of it. */
  static ObjectNode citation(Piece.Citation source) {
    return BlockWriter.block("web_search_result_location")
        .put("url", source.url())
        .put("title", source.title())
        .put("cited_text", "")
        .put("encrypted_index", "");
  }
}
