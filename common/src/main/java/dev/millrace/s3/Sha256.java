package dev.millrace.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The SHA-256 of bytes as they go by. */
final class Sha256 {
  private final MessageDigest digest;
  private byte[] sum;

  Sha256() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Leaves the buffer as it is. */
  void add(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
  }

  /** Ends it: 64 lower-case hexadecimal digits. */
  String hexadecimal() {
    return HexFormat.of().formatHex(sum());
  }

  /** Ends it: as the store writes it. */
  String base64() {
    return Base64.getEncoder().encodeToString(sum());
  }

  private byte[] sum() {
    if (sum == null) {
      sum = digest.digest();
    }
    return sum;
  }
}
