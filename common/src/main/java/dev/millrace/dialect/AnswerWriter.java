package dev.millrace.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;
import java.util.List;

/**
 * Writes one answer for a caller: in one piece, or frame by frame — then {@link #piece} for each
 * piece of output, and at last either {@link #end} or {@link #broken}, once. Not thread-safe.
 */
public interface AnswerWriter {
  /**
   * The answer in one piece.
   *
   * @param reason as {@link Piece.Ended} says it, or why it was cut
   */
  ObjectNode whole(Transcript answer, Usage usage, String reason);

  /** What comes before all else: asked for when the first piece is there, or the end. */
  List<Frame> begin();

  /** What a piece of output comes to; may be nothing. Never asked for a {@link Piece.Verbatim}. */
  List<Frame> piece(Piece piece);

  /**
   * Takes notice of an upstream's own frame, which the caller got as it was: should the answer
   * break off, its end follows on that.
   */
  default void relayed(Frame frame) {}

  /** The end of a whole answer. */
  List<Frame> end(Usage usage, String reason);

  /** The end of an answer that broke off. */
  List<Frame> broken(Failure failure);
}
