package dev.millrace.api.stream;

import io.vertx.core.buffer.Buffer;

/**
 * A stream as those see it who may have to end it. From any thread; more than once does no harm.
 */
public interface Endable {
  /** Ends it cleanly, once all that was handed over is on its way. */
  void finish();

  /** Forgets what waits, says a last word, and ends it cleanly whether it is heard or not. */
  void dismiss(Buffer lastWord);

  /** Breaks the connection off, so that no client takes the end for a proper one. */
  void cut();

  /** Says a last word, and breaks the connection off. */
  void cut(Buffer lastWord);
}
