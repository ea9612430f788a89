package dev.millrace.secret;

import java.security.SecureRandom;
import java.util.Map;

/** Sealers with fresh master keys. */
public final class TestSealer {
  private TestSealer() {}

  /** One whose only master key has this name. */
  public static Sealer under(String name) {
    return new Sealer(new MasterKeys(Map.of(name, masterKey()), name));
  }

  /** 32 random bytes. */
  public static byte[] masterKey() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
