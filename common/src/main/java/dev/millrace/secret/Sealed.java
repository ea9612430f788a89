package dev.millrace.secret;

/**
 * A secret as it is stored: under a key of its own, which lies beside it under the master key.
 *
 * @param masterKey names the master key
 * @param wrappedKey the secret's own key, encrypted by the master key (AES-256-GCM, nonce first)
 * @param ciphertext the secret, encrypted by its own key (likewise)
 */
public record Sealed(String masterKey, byte[] wrappedKey, byte[] ciphertext) {
  public Sealed {
    wrappedKey = wrappedKey.clone();
    ciphertext = ciphertext.clone();
  }

  @Override
  public byte[] wrappedKey() {
    return wrappedKey.clone();
  }

  @Override
  public byte[] ciphertext() {
    return ciphertext.clone();
  }

  /** Says nothing of it. */
  @Override
  public String toString() {
    return "sealed under " + masterKey;
  }
}
