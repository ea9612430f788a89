package dev.millrace.secret;

import dev.millrace.account.AccountId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A secret that an account keeps with us under a name, and that is no provider key.
 *
 * @param onlyFor the one API key of the account that it is for; empty: all of them
 * @param name letters, digits and underscores, in upper case; unique within the account and {@code
 *     onlyFor}
 * @param sealed the secret itself
 */
public record NamedSecret(
    UUID id,
    AccountId account,
    Optional<UUID> onlyFor,
    String name,
    Kind kind,
    SecretLabel label,
    Sealed sealed,
    Instant createdAt,
    Instant updatedAt) {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9_]{1,100}");

  /** What it is for. In lower case these are the values in the column. */
  public enum Kind {
    TOOL,
    CUSTOM;

    /** On the wire and in columns. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word. */
    public static Optional<Kind> parse(String word) {
      return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
  }

  /** Whether a text may be its name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
