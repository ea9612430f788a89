package dev.millrace.provider;

import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Multi;

/**
 * A provider that can hand an answer out while it is made. Contract: {@code StreamingContract} in
 * the tests.
 */
public interface Streaming {
  /** Whether it can do so for this call. */
  boolean streams(Call call);

  /**
   * Runs one attempt, piece by piece, as fast as they are asked for and no faster.
   *
   * <p>Completes behind {@link Piece.Ended}, and only there. Whatever else the upstream does is a
   * failure with a {@link dev.millrace.fault.FaultException}, or with {@link NoRoomException} when
   * nothing was sent; anything else is a bug. Fails also when the upstream says nothing for too
   * long, or when the attempt's time is over.
   *
   * <p>Cancelling closes the connection at once, from any thread and at any moment.
   */
  Multi<Piece> stream(Call call);

  /**
   * What was said, in the model's own output shape, as the same call would have had it in one
   * piece. Good for an answer that was cut too.
   *
   * @param reason why it ended
   */
  Output output(Call call, Transcript transcript, Usage usage, String reason);
}
