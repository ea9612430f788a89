package dev.millrace.api.queue;

import dev.millrace.api.http.IdempotencyKey;
import dev.millrace.api.http.quirk.RetryHeader;
import dev.millrace.model.ModelName;
import dev.millrace.postgres.queue.IdempotencyConfig;
import dev.millrace.queue.Digest;
import dev.millrace.queue.RepeatMark;
import dev.millrace.queue.RepeatMark.Kind;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * By what a submit says that it may be sent more than once.
 *
 * <p>Two bodies are the same when they are so byte for byte: whoever repeats a call has its bytes,
 * and a comparison of meanings would change with the reader, while keys outlive a new version of
 * us.
 */
sealed interface RepeatSign {
  /** Its caller named it. */
  record Named(String key) implements RepeatSign {}

  /**
   * Its client library counts sendings.
   *
   * @param retries how often it was sent before
   */
  record Counted(int retries) implements RepeatSign {}

  /** Empty for a call that nobody will repeat knowingly. A key says more than a count. */
  static Optional<RepeatSign> on(MultiMap headers) {
    return IdempotencyKey.on(headers)
        .<RepeatSign>map(Named::new)
        .or(() -> RetryHeader.retriesOn(headers).map(Counted::new));
  }

  /** What is kept of it. */
  default RepeatMark mark(ModelName model, byte[] body, IdempotencyConfig times) {
    var content = Digest.of("submit " + model, body);
    return switch (this) {
      case Named(var key) ->
          new RepeatMark(
              Kind.NAMED,
              Digest.of("key", key.getBytes(StandardCharsets.UTF_8)),
              content,
              times.keepFor());
      case Counted(var retries) ->
          new RepeatMark(
              retries == 0 ? Kind.FIRST_SENDING : Kind.SENT_AGAIN,
              content,
              content,
              times.retryWithin());
    };
  }
}
