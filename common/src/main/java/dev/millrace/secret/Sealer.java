package dev.millrace.secret;

import dev.millrace.account.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets and opens them: AES-256-GCM, with a fresh key for each secret, which lies beside it
 * under the master key. What is sealed is bound to its account and its id: copied to another row it
 * cannot be opened.
 */
public final class Sealer {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final MasterKeys masters;
  private final SecureRandom random = new SecureRandom();

  public Sealer(MasterKeys masters) {
    this.masters = masters;
  }

  /** Whether secrets can be sealed: there is a master key. */
  public boolean isOn() {
    return masters.isOn();
  }

  /** The name of the master key that secrets are sealed under from now on. */
  public String current() {
    return masters.current();
  }

  /** Whether the current master key is the one that it lies under. */
  public boolean isCurrent(Sealed sealed) {
    return sealed.masterKey().equals(masters.current());
  }

  /** A secret, for the row of this id of this account. */
  public Sealed seal(AccountId account, UUID id, String secret) {
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    var own = new SecretKeySpec(bytes, "AES");
    var bound = bound(account, id);
    return new Sealed(
        masters.current(),
        encrypt(master(masters.current()), bytes, bound),
        encrypt(own, secret.getBytes(StandardCharsets.UTF_8), bound));
  }

  /**
   * The secret.
   *
   * @throws UnopenedException when its master key is not there, or it is not what was sealed for
   *     this row
   */
  public String open(AccountId account, UUID id, Sealed sealed) {
    var bound = bound(account, id);
    var own = decrypt(master(sealed.masterKey()), sealed.wrappedKey(), bound);
    return new String(
        decrypt(new SecretKeySpec(own, "AES"), sealed.ciphertext(), bound), StandardCharsets.UTF_8);
  }

  /** The same secret under the current master key. Fails as {@link #open} does. */
  public Sealed rewrap(AccountId account, UUID id, Sealed sealed) {
    var bound = bound(account, id);
    var own = decrypt(master(sealed.masterKey()), sealed.wrappedKey(), bound);
    return new Sealed(
        masters.current(), encrypt(master(masters.current()), own, bound), sealed.ciphertext());
  }

  private SecretKey master(String name) {
    return masters
        .find(name)
        .orElseThrow(
            () ->
                new UnopenedException(
                    "a secret lies under the master key '%s', which is not configured; bring it back beside the current one"
                        .formatted(name),
                    null));
  }

  private byte[] encrypt(SecretKey key, byte[] plain, byte[] bound) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain);
      return ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM; this one does not", e);
    }
  }

  private static byte[] decrypt(SecretKey key, byte[] encrypted, byte[] bound) {
    if (encrypted.length < NONCE_BYTES) {
      throw new UnopenedException("a sealed secret is too short to be one", null);
    }
    var nonce = Arrays.copyOf(encrypted, NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, bound)
          .doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new UnopenedException(
          "a sealed secret cannot be opened: it was changed, or is not of this row", e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] bound)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bound);
    return cipher;
  }

  private static byte[] bound(AccountId account, UUID id) {
    return (account + "/" + id).getBytes(StandardCharsets.UTF_8);
  }
}
