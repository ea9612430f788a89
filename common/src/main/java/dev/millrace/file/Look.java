package dev.millrace.file;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Keeps the first of the bytes that pass, and their checksum. Of one reading; not thread-safe. */
final class Look {
  private final MessageDigest digest = sha256Digest();
  private byte[] first = new byte[0];

  void at(ByteBuffer bytes) {
    int wanted = Math.min(RealType.LOOKED_AT - first.length, bytes.remaining());
    if (wanted > 0) {
      int known = first.length;
      first = Arrays.copyOf(first, known + wanted);
      bytes.get(bytes.position(), first, known, wanted);
    }
    digest.update(bytes.duplicate());
  }

  byte[] firstBytes() {
    return first;
  }

  /** To be asked once, at the end. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
