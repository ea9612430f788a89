package dev.millrace.queue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256: stands for a text that is too long, or too private, to be kept. */
public final class Digest {
  private static final int BYTES = 32;

  private final byte[] value;

  private Digest(byte[] value) {
    if (value.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + value.length);
    }
    this.value = value;
  }

  /** What was kept. */
  public static Digest of(byte[] value) {
    return new Digest(value.clone());
  }

  /**
   * Of a text and what follows it.
   *
   * @param head without NUL, which ends it: no other head and tail have the same digest
   */
  public static Digest of(String head, byte[] tail) {
    var sha = sha256();
    sha.update(head.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) 0);
    return new Digest(sha.digest(tail));
  }

  public byte[] bytes() {
    return value.clone();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && Arrays.equals(value, digest.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(value);
  }
}
