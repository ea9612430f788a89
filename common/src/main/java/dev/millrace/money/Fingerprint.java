package dev.millrace.money;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for texts, made of their SHA-256: the same text has the same one. */
public final class Fingerprint {
  private static final int DIGITS = 12;

  private Fingerprint() {}

  /** A short one, of 12 hexadecimal digits. */
  public static String of(String text) {
    return whole(text).substring(0, DIGITS);
  }

  /** One of all 64 hexadecimal digits, which no two texts share. */
  public static String whole(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256; this one does not", e);
    }
  }
}
