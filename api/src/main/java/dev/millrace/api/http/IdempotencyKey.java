package dev.millrace.api.http;

import dev.millrace.fault.FaultCode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Reads the name that a caller gives to a call, so that a repetition is known as one. Pure. */
public final class IdempotencyKey {
  /** On the answer to a repetition. */
  public static final String REPLAYED = "Idempotency-Replayed";

  private static final AliasedHeader HEADER =
      AliasedHeader.of("Idempotency-Key", "X-Idempotency-Key", "X-Fal-Idempotency-Key");
  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /** See {@link #on(MultiMap)}. */
  public static Optional<String> on(HttpServerRequest request) {
    return on(request.headers());
  }

  /**
   * Empty when there is none. Fails with {@link FaultCode#MALFORMED} for two different ones, and
   * for one that is empty, too long, or not of visible ASCII characters.
   */
  public static Optional<String> on(MultiMap headers) {
    return HEADER.on(headers).map(IdempotencyKey::checked);
  }

  private static String checked(AliasedHeader.Given given) {
    var key = given.value();
    var isFine =
        !key.isEmpty()
            && key.length() <= LONGEST
            && key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    if (!isFine) {
      throw given.refused("must have 1 to %d visible ASCII characters".formatted(LONGEST));
    }
    return key;
  }
}
