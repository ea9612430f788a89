package dev.millrace.ledger;

import io.smallrye.mutiny.Uni;

/** Secrets that all processes of the platform share without anybody having set them. */
public interface SharedSecrets {
  /**
   * The secret of this name: {@code offered}, or what somebody else offered before. Fails when the
   * database does not answer.
   *
   * @param offered at least 32 random bytes
   */
  Uni<byte[]> secret(String name, byte[] offered);
}
