package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.fault.FaultException;
import java.util.List;

/**
 * Reads one answer of an upstream, in one piece or frame by frame. Not thread-safe.
 *
 * <p>Of several answers to one request only the first is read. Never gives a {@link
 * Piece.Verbatim}.
 */
public interface AnswerReader {
  /**
   * Whether a reply in one piece is something else than this dialect knows: neither an answer nor
   * the news of a failure.
   */
  boolean isForeign(JsonNode reply);

  /**
   * The pieces of an answer in one piece; the last is {@link Piece.Ended}, and usage is among them
   * where the upstream tells it.
   *
   * @throws FaultException of PROVIDER_BROKEN when it {@link #isForeign}, or of whatever failure it
   *     tells
   */
  List<Piece> whole(JsonNode reply);

  /**
   * The pieces of one frame. A frame of a kind that is not known has none.
   *
   * @param data the frame's data as JSON; never asked for a frame that {@link #isMark}
   * @throws FaultException when the frame tells of a failure
   */
  List<Piece> frame(Frame frame, JsonNode data);

  /** Whether the frame is a closing mark and no JSON. */
  default boolean isMark(Frame frame) {
    return frame.data().equals("[DONE]");
  }

  /**
   * Whether nothing can follow the frame: an upstream that does not hang up is not waited for.
   * Looks at the frame alone; any thread may ask.
   */
  boolean isLast(Frame frame);

  /**
   * The last pieces, once the stream has ended; the last of all is {@link Piece.Ended}.
   *
   * @throws FaultException of PROVIDER_BROKEN when the upstream has not said that its answer is
   *     whole
   */
  List<Piece> end();
}
