package dev.millrace.money;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a rate card by what it says: its mode and the start of a hash over its terms. */
final class CardVersion {
  private static final int HASH_BYTES = 6;

  private CardVersion() {}

  static String of(RateCard card) {
    var canonical = new StringBuilder(card.mode());
    card.terms().forEach((name, value) -> canonical.append('\n').append(name + "=" + value));
    var hash = sha256(canonical.toString());
    return card.mode() + "-" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256; this one does not", e);
    }
  }
}
