package dev.millrace.api.reply;

import dev.millrace.api.call.Answered;
import dev.millrace.conversation.Piece;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * One streamed answer in a face's words. It is asked for from one thread, piece by piece, and an
 * empty buffer means that there is nothing to say.
 */
public interface StreamedAnswer {
  /** Sets status and headers; asked for once, before the first byte. */
  void head(HttpServerResponse response);

  /** What a piece comes to. */
  Buffer piece(Piece piece);

  /** What the end comes to. Nothing may have been written before. Trailers may be set. */
  Buffer last(HttpServerResponse response, Answered how);

  /** Answers a call that failed before a byte was written. */
  void refuse(Answered.Failed failed);

  /** What says to everybody on the way that the stream lives, and nothing to its reader. */
  Buffer heartbeat();
}
