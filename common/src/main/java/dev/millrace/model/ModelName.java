package dev.millrace.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model's endpoint, {@code owner/alias}; the alias may have slashes of its own.
 *
 * @param owner the first step, such as {@code local}
 * @param alias the rest, such as {@code echo} or {@code flux/dev}
 */
public record ModelName(String owner, String alias) {
  private static final int MAX_LENGTH = 200;
  private static final Pattern SHAPE =
      Pattern.compile("[a-z0-9][a-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._:-]*)+");

  /** The owner of what is no model of ours: models of servers that accounts have keys for. */
  public static final String OWN = "own";

  /** Reads {@code owner/alias}; empty when the text has another shape. */
  public static Optional<ModelName> parse(String endpoint) {
    if (endpoint.length() > MAX_LENGTH || !SHAPE.matcher(endpoint).matches()) {
      return Optional.empty();
    }
    int slash = endpoint.indexOf('/');
    return Optional.of(new ModelName(endpoint.substring(0, slash), endpoint.substring(slash + 1)));
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
