package dev.millrace.secret;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that secrets' own keys lie under. New ones go under the current key; the others stay for
 * what was sealed before, until all of that was wrapped anew.
 */
public final class MasterKeys {
  private static final int BYTES = 32;

  private static final int MANY_DIFFERENT = 8;

  /** There are none: nothing can be sealed or opened. */
  public static final MasterKeys NONE = new MasterKeys();

  private final Map<String, SecretKey> byName = new TreeMap<>();
  private final String current;

  private MasterKeys() {
    this.current = "";
  }

  /**
   * Holds these keys.
   *
   * @param keys 32 bytes each, by name
   * @param current names the one for what is sealed from now on
   * @throws IllegalArgumentException when a key has another length or is plainly not random, or the
   *     current one is missing
   */
  public MasterKeys(Map<String, byte[]> keys, String current) {
    keys.forEach((name, bytes) -> byName.put(name, key(name, bytes)));
    if (!byName.containsKey(current)) {
      throw new IllegalArgumentException(
          "the current master key is to be '%s', which is none of %s"
              .formatted(current, byName.keySet()));
    }
    this.current = current;
  }

  private static SecretKey key(String name, byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "master key '%s' has %d bytes and must have 32".formatted(name, bytes.length));
    }
    if (IntStream.range(0, BYTES).map(at -> bytes[at]).distinct().count() < MANY_DIFFERENT) {
      throw new IllegalArgumentException(
          "master key '%s' is not random; make one of 32 random bytes".formatted(name));
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /** Whether there is one, so that secrets can be sealed. */
  public boolean isOn() {
    return !byName.isEmpty();
  }

  /** The name of the current key. */
  public String current() {
    return current;
  }

  Optional<SecretKey> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Says nothing of the keys but their names. */
  @Override
  public String toString() {
    return "master keys %s, current %s".formatted(byName.keySet(), current);
  }
}
