package dev.millrace.conversation;

import dev.millrace.money.Usage;
import java.util.Optional;

/** A part of an answer that is handed out while it is made. */
public sealed interface Piece {
  /** Who the words are meant for. */
  enum Kind {
    /** The answer itself. */
    CONTENT,
    /** What the model thinks before and beside it. */
    REASONING,
    /** Why it would not answer. */
    REFUSAL
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

  /**
   * The provider's proof of what it thought, or of a call, opaque to us: it belongs to the
   * reasoning, or to the call, right before it.
   *
   * @param value the proof, with the name of the provider's protocol before it, such as {@code
   *     anthropic:c2ln}
   */
  record Signature(String value) implements Piece {}

  /** A source that the answer names, as hosted searches do. */
  record Citation(String url, String title) implements Piece {}

  /**
   * An event as the upstream sent it, for a caller who speaks its protocol; the pieces that it
   * stands for follow, for us alone.
   */
  record Verbatim(Frame frame) implements Piece {}

  /** What has been consumed so far, all in all; of several the last one counts. */
  record Used(Usage usage) implements Piece {}

  /**
   * The answer is whole. Always the last piece.
   *
   * @param reason a {@link StopReason#word()}, or the provider's own word where none fits
   */
  record Ended(String reason) implements Piece {}

  /** Whether a caller gets to see it. */
  default boolean isOutput() {
    return switch (this) {
      case Text text -> true;
      case ToolCall call -> true;
      case Signature signature -> true;
      case Citation citation -> true;
      case Verbatim verbatim -> true;
      case Used used -> false;
      case Ended ended -> false;
    };
  }

  /** Whether it is a part of what the model said, and so of what is paid for. */
  default boolean isSaid() {
    return switch (this) {
      case Text text -> true;
      case ToolCall call -> true;
      case Signature signature -> false;
      case Citation citation -> false;
      case Verbatim verbatim -> false;
      case Used used -> false;
      case Ended ended -> false;
    };
  }
}
