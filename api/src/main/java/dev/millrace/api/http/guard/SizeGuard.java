package dev.millrace.api.http.guard;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds what is read of a call. Pure.
 *
 * @param uri characters of path and query
 * @param header characters of one header, name and value
 * @param headers characters of all of them
 * @param body bytes of a body
 */
public record SizeGuard(long uri, long header, long headers, long body) {
  private static final Optional<Fault> FINE = Optional.empty();
  private static final int SEPARATORS = 4; // colon, space, carriage return, line feed

  public SizeGuard {
    if (uri < 1 || header < 1 || headers < header || body < 1) {
      throw new IllegalArgumentException(
          "millrace.http.max-uri (%d), max-header (%d) and max-body (%d) must be positive, and max-headers (%d) at least max-header"
              .formatted(uri, header, body, headers));
    }
  }

  Optional<Fault> refuseUri(String text) {
    return text.length() <= uri
        ? FINE
        : refused(
            FaultCode.URI_TOO_LONG,
            "path and query have %d characters; at the most %d are read"
                .formatted(text.length(), uri));
  }

  Optional<Fault> refuseHeaders(Iterable<Map.Entry<String, String>> all) {
    long total = 0;
    for (var one : all) {
      long size = one.getKey().length() + one.getValue().length() + SEPARATORS;
      total += size;
      if (size > header || total > headers) {
        return refused(
            FaultCode.HEADERS_TOO_LARGE,
            "a header may have %d bytes and all of them %d; send less".formatted(header, headers));
      }
    }
    return FINE;
  }

  /** Judges by what the caller announces, before a byte of it is read. */
  Optional<Fault> refuseLength(String contentLength) {
    if (contentLength == null) {
      return FINE;
    }
    try {
      return Long.parseLong(contentLength) <= body ? FINE : tooLarge();
    } catch (NumberFormatException e) {
      return refused(FaultCode.MALFORMED, "Content-Length is not a number");
    }
  }

  Optional<Fault> tooLarge() {
    return refused(
        FaultCode.BODY_TOO_LARGE,
        "the body has more than %d bytes; put large inputs into a file and send its URL"
            .formatted(body));
  }

  private static Optional<Fault> refused(FaultCode code, String message) {
    return Optional.of(Fault.of(code, message));
  }
}
