package dev.millrace.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What deliveries are signed with. The text is Standard Webhooks' own: {@code whsec_} and standard
 * base64 of 32 random bytes; it contains no other underscore, where some clients cut.
 */
public record Secret(String text) {
  private static final int BYTES = 32;

  public static Secret generate(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Secret("whsec_" + Base64.getEncoder().encodeToString(bytes));
  }

  /** Whoever reads a log shall not be able to sign. */
  @Override
  public String toString() {
    return "whsec_…";
  }
}
