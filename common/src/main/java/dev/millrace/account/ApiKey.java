package dev.millrace.account;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code mr_live_}, {@code mr_test_} or {@code mr_admin_}, then 256 random
 * bits and a checksum in base 62.
 *
 * <p>The checksum tells a typing mistake from a revoked key without asking the database. Only
 * {@link #sha256()} is ever stored; {@link #toString()} hides the secret.
 */
public final class ApiKey {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
  private static final int SECRET_BYTES = 32;
  private static final int SECRET_LENGTH = 43;
  private static final int CHECKSUM_LENGTH = 6;

  /** What a key opens. */
  public enum Kind {
    LIVE("mr_live_"),
    TEST("mr_test_"),
    ADMIN("mr_admin_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  private final Kind kind;
  private final String text;

  private ApiKey(Kind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  public static ApiKey generate(Kind kind, SecureRandom random) {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    var body = kind.prefix + base62(new BigInteger(1, bytes));
    return new ApiKey(kind, body + checksum(body));
  }

  /** The key that this text spells, or empty when it has the wrong shape or a typing mistake. */
  public static Optional<ApiKey> parse(String text) {
    for (var kind : Kind.values()) {
      if (text.startsWith(kind.prefix)) {
        return isWhole(kind, text) ? Optional.of(new ApiKey(kind, text)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isWhole(Kind kind, String text) {
    var bodyLength = kind.prefix.length() + SECRET_LENGTH;
    return text.length() == bodyLength + CHECKSUM_LENGTH
        && text.substring(bodyLength).equals(checksum(text.substring(0, bodyLength)));
  }

  private static String checksum(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return base62(crc.getValue());
  }

  /** Each call comes by here, so it does without large numbers. */
  private static String base62(long checksum) {
    var digits = new char[CHECKSUM_LENGTH];
    var rest = checksum;
    for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }

  private static String base62(BigInteger secret) {
    var digits = new char[SECRET_LENGTH];
    var rest = secret;
    for (int i = SECRET_LENGTH - 1; i >= 0; i--) {
      var parts = rest.divideAndRemainder(BASE);
      digits[i] = ALPHABET.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(digits);
  }

  public Kind kind() {
    return kind;
  }

  /** The plain text: shown once to its owner, never stored or logged. */
  public String reveal() {
    return text;
  }

  /** What is stored in the key's place, as 64 hexadecimal digits. */
  public String sha256() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256; this one does not", e);
    }
  }

  /** The first characters, enough for an owner to recognise the key in a list. */
  public String hint() {
    return text.substring(0, kind.prefix.length() + 4) + "…";
  }

  @Override
  public String toString() {
    return hint();
  }
}
