package dev.millrace.payload;

import java.util.Optional;

/**
 * What stands in the place of a payload that lies in the store: {@code @} and its key. A payload
 * itself is JSON, and no JSON begins so. SQL reads such rows as {@code coalesce(body, '@' ||
 * object_key)}.
 */
public final class Elsewhere {
  private static final String MARK = "@";

  private Elsewhere() {}

  static String at(String key) {
    return MARK + key;
  }

  /** The key under which it lies; empty when this is the payload itself, or there is none. */
  public static Optional<String> key(String payload) {
    return payload != null && payload.startsWith(MARK)
        ? Optional.of(payload.substring(MARK.length()))
        : Optional.empty();
  }

  /** The column {@code object_key}. */
  public static String keyOrNull(String payload) {
    return key(payload).orElse(null);
  }

  /** The column {@code body}. */
  public static String bodyOrNull(String payload) {
    return key(payload).isPresent() ? null : payload;
  }
}
