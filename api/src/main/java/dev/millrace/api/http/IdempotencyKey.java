package dev.millrace.api.http;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** Reads the name that a caller gives to a call, so that a repetition is known as one. Pure. */
public final class IdempotencyKey {
  /** On the answer to a repetition. */
  public static final String REPLAYED = "Idempotency-Replayed";

  private static final List<String> HEADERS =
      List.of("Idempotency-Key", "X-Idempotency-Key", "X-Fal-Idempotency-Key");
  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /** Empty when there is none; the first name that is there counts. */
  public static Optional<String> on(HttpServerRequest request) {
    for (var header : HEADERS) {
      var key = request.getHeader(header);
      if (key != null) {
        return Optional.of(checked(header, key));
      }
    }
    return Optional.empty();
  }

  private static String checked(String header, String key) {
    var isFine =
        !key.isEmpty()
            && key.length() <= LONGEST
            && key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    if (!isFine) {
      throw new FaultException(
          FaultCode.MALFORMED,
          "%s must have 1 to %d visible ASCII characters".formatted(header, LONGEST));
    }
    return key;
  }
}
