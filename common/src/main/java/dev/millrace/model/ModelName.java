package dev.millrace.model;

import java.util.Optional;

/**
 * A model's endpoint, {@code owner/alias}; the alias may have slashes of its own.
 *
 * @param owner the first step, such as {@code local}
 * @param alias the rest, such as {@code echo} or {@code flux/dev}
 */
public record ModelName(String owner, String alias) {
  private static final int MAX_LENGTH = 200;

  /** The owner of what is no model of ours: models of servers that accounts have keys for. */
  public static final String OWN = "own";

  /**
   * Reads {@code owner/alias}; empty when the text has another shape. The owner is {@code
   * [a-z0-9][a-z0-9._-]*}, each step of the alias {@code [A-Za-z0-9][A-Za-z0-9._:-]*}. Looked at by
   * character: each request's name is read many times over, and a pattern costs it twenty objects.
   */
  public static Optional<ModelName> parse(String endpoint) {
    if (endpoint.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int slash = endpoint.indexOf('/');
    if (slash < 0 || !isOwner(endpoint, slash) || !isAlias(endpoint, slash + 1)) {
      return Optional.empty();
    }
    return Optional.of(new ModelName(endpoint.substring(0, slash), endpoint.substring(slash + 1)));
  }

  private static boolean isOwner(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean fits = isSmallOrDigit(c) || (i > 0 && "._-".indexOf(c) >= 0);
      if (!fits) {
        return false;
      }
    }
    return end > 0;
  }

  private static boolean isAlias(String text, int from) {
    boolean begins = true;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits = isSmallOrDigit(c) || isCapital(c) || (!begins && "/._:-".indexOf(c) >= 0);
      if (!fits) {
        return false;
      }
      begins = c == '/';
    }
    return !begins;
  }

  private static boolean isSmallOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Whether it names a model of a server that an account has a key for. */
  public boolean isOwn() {
    return owner.equals(OWN);
  }

  @Override
  public String toString() {
    return owner + "/" + alias;
  }
}
