package dev.millrace.secret;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the owner of a secret says of it.
 *
 * @param audience what of the owner's is to use it; kept for him, and not looked at by us
 * @param description in his own words
 */
public record SecretLabel(Audience audience, Optional<String> description) {
  /** Nothing is said. */
  public static final SecretLabel NONE = new SecretLabel(Audience.ALL, Optional.empty());

  /** The kinds of users that Runtools tells apart. In lower case these are the wire's values. */
  public enum Audience {
    ALL,
    AGENTS,
    TOOLS,
    SANDBOXES;

    /** On the wire and in columns. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word. */
    public static Optional<Audience> parse(String word) {
      return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
  }
}
