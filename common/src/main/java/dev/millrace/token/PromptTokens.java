package dev.millrace.token;

import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.Turn;
import java.util.List;

/**
 * How many tokens a conversation has for a model that nobody can be asked about: its texts, tools
 * and answer's schema by our own tokenizer, and fixed numbers for what is no text. Near the truth,
 * and never what anybody is charged for. Pure; not for an event loop.
 */
public final class PromptTokens {
  /** A picture, whatever its size. */
  public static final int OF_IMAGE = 1_000;

  /** A document, whatever its pages. */
  public static final int OF_DOCUMENT = 2_000;

  /** What marks a turn, or a tool, as one. */
  static final int OF_FRAME = 3;

  private final Tokenizer tokenizer;

  private PromptTokens(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Counts.
   *
   * @param modelNames by which the model's tokenizer may be known
   */
  public static long of(Conversation conversation, String... modelNames) {
    return new PromptTokens(Tokenizer.of(modelNames)).of(conversation);
  }

  private long of(Conversation conversation) {
    return conversation.turns().stream().mapToLong(this::of).sum()
        + conversation.tools().stream().mapToLong(this::of).sum()
        + conversation.format().map(this::of).orElse(0L);
  }

  private long of(Turn turn) {
    return OF_FRAME + of(turn.parts());
  }

  private long of(List<Part> parts) {
    return parts.stream().mapToLong(this::of).sum();
  }

  private long of(Part part) {
    return switch (part) {
      case Part.Text(var text) -> tokenizer.count(text);
      case Part.Image image -> OF_IMAGE;
      case Part.Document document -> OF_DOCUMENT;
      case Part.Reasoning reasoning -> tokenizer.count(reasoning.text());
      case Part.Refusal(var text) -> tokenizer.count(text);
      case Part.ToolUse use ->
          OF_FRAME + tokenizer.count(use.name()) + tokenizer.count(use.arguments());
      case Part.ToolResult result -> OF_FRAME + of(result.content());
    };
  }

  private long of(Tool tool) {
    return switch (tool) {
      case Tool.Function function ->
          OF_FRAME
              + tokenizer.count(function.name())
              + function.description().map(tokenizer::count).orElse(0L)
              + function.parameters().map(schema -> tokenizer.count(schema.toString())).orElse(0L);
      case Tool.Hosted hosted -> OF_FRAME;
    };
  }

  private long of(Format format) {
    return switch (format) {
      case Format.JsonObject any -> 0;
      case Format.JsonSchema schema -> tokenizer.count(schema.schema().toString());
    };
  }
}
