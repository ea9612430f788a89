package dev.millrace.api.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What goes on of a visitor's headers: those on the list, and nothing else. A key or a cookie of
 * the visitor's own never does. Pure.
 */
record ForwardedHeaders(ProxyFace face, String key) {
  private static final Set<String> LISTED =
      Set.of(
          "accept", "content-length", "content-type", "host", "last-event-id", "transfer-encoding");
  private static final List<String> PREFIXES = List.of("x-modelrunner-", "x-fal-");

  /** Names one of these never has a meaning of its own behind the proxy. */
  private static final List<String> OWN =
      List.of("-target-url", "-client-proxy", "-idempotency-key");

  private static final List<String> IDEMPOTENCY =
      List.of("idempotency-key", "x-idempotency-key", "x-fal-idempotency-key");

  /**
   * The headers of the call in our own name.
   *
   * @param visitor who calls
   * @param call names it in our log
   */
  MultiMap of(MultiMap given, Errand errand, String visitor, String call) {
    var headers = HeadersMultiMap.httpHeaders();
    for (var header : given) {
      if (passes(header.getKey())) {
        headers.add(header.getKey(), header.getValue());
      }
    }
    if (errand == Errand.SUBMIT) {
      addIdempotencyKey(given, headers, visitor);
    }
    return headers
        .set("Authorization", "Key " + key)
        .set("X-Request-Id", call)
        .set(face.clientHeader(), "millrace");
  }

  private static boolean passes(String header) {
    var name = header.toLowerCase(Locale.ROOT);
    return LISTED.contains(name)
        || PREFIXES.stream().anyMatch(name::startsWith) && OWN.stream().noneMatch(name::endsWith);
  }

  /**
   * All visitors share an account, and with it its idempotency keys: a visitor's own are made his
   * alone, or one could be answered with what another submitted.
   */
  private static void addIdempotencyKey(MultiMap given, MultiMap headers, String visitor) {
    for (var name : IDEMPOTENCY) {
      for (var value : given.getAll(name)) {
        headers.add(
            name, value.isBlank() ? value : "visitor-" + digest(visitor + "\n" + value.strip()));
      }
    }
  }

  private static String digest(String text) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
