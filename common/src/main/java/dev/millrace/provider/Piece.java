package dev.millrace.provider;

import dev.millrace.money.Usage;
import java.util.Optional;

/** A part of an answer that is handed out while it is made. */
public sealed interface Piece {
  /** Who the words are meant for. */
  enum Kind {
    /** The answer itself. */
    CONTENT,
    /** What the model thinks before and beside it. */
    REASONING
  }

  /** A few more words; never empty. */
  record Text(Kind kind, String text) implements Piece {}

  /**
   * A part of a call of one of the caller's tools. The first part of each names it.
   *
   * @param index which of the answer's tool calls it belongs to, from 0
   * @param arguments a part of the arguments' JSON; may be empty
   */
  record ToolCall(int index, Optional<String> id, Optional<String> name, String arguments)
      implements Piece {}

  /** What has been consumed so far, all in all; of several the last one counts. */
  record Used(Usage usage) implements Piece {}

  /**
   * The answer is whole. Always the last piece.
   *
   * @param reason the provider's own word, such as {@code stop} or {@code length}
   */
  record Ended(String reason) implements Piece {}

  /** Whether a caller gets to see it. */
  default boolean isOutput() {
    return switch (this) {
      case Text text -> true;
      case ToolCall call -> true;
      case Used used -> false;
      case Ended ended -> false;
    };
  }
}
