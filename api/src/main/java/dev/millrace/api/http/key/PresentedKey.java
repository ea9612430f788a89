package dev.millrace.api.http.key;

import dev.millrace.api.http.DialectOfPath;
import dev.millrace.dialect.Dialects;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Finds the key on a call, in each place where some client puts it. The same key in two places is
 * one key; two keys are refused, since nobody knows which of them should pay.
 */
final class PresentedKey {
  private static final List<String> SCHEMES = List.of("Bearer ", "Key ");
  private static final List<String> HEADERS = List.of("x-api-key", "x-goog-api-key");

  private String found;

  private PresentedKey() {}

  /** Empty when there is none. */
  static Optional<String> on(HttpServerRequest request) {
    var key = new PresentedKey();
    key.readHeaders(request.headers());
    if (isGeminis(request)) {
      request.params().getAll("key").forEach(key::add);
    }
    return Optional.ofNullable(key.found);
  }

  /** Its clients may put the key into the query. */
  private static boolean isGeminis(HttpServerRequest request) {
    return DialectOfPath.of(request).filter(dialect -> dialect == Dialects.GEMINI).isPresent();
  }

  private void readHeaders(MultiMap headers) {
    for (var value : headers.getAll(HttpHeaders.AUTHORIZATION)) {
      add(credentials(value));
    }
    for (var name : HEADERS) {
      headers.getAll(name).forEach(this::add);
    }
  }

  private static String credentials(String authorization) {
    for (var scheme : SCHEMES) {
      if (authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return authorization.substring(scheme.length());
      }
    }
    throw new FaultException(
        FaultCode.KEY_INVALID,
        "the Authorization header takes the form: Key <key> or Bearer <key>");
  }

  private void add(String text) {
    var key = text.strip();
    if (key.isEmpty()) {
      return;
    }
    if (found != null && !found.equals(key)) {
      throw new FaultException(
          FaultCode.KEY_AMBIGUOUS, "two different keys came with this call; send one of them");
    }
    found = key;
  }
}
