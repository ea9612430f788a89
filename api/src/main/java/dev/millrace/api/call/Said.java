package dev.millrace.api.call;

import dev.millrace.conversation.Piece;

/** What a caller hears of a streamed call: some pieces of output, then what became of it. */
public sealed interface Said {
  /** A piece of the answer; always output. */
  record Delta(Piece piece) implements Said {}

  /** The last word. */
  record Over(Answered how) implements Said {}
}
