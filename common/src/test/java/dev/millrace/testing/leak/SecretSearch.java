package dev.millrace.testing.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for many secrets in long texts at once: as they are, in base64, in hexadecimal digits and
 * encoded for URLs.
 */
public final class SecretSearch {
  /** By so many last bytes spellings are told apart; all keys begin alike. */
  private static final int TAIL = Long.BYTES;

  private static final int FILTER = 1 << 20;
  private static final int BITS_OF_BYTE = 8;
  private static final int BITS_OF_DIGIT = 6;

  private final Map<Long, List<Spelling>> byTail = new HashMap<>();
  private final BitSet filter = new BitSet(FILTER);

  private record Spelling(byte[] bytes, String secret, String form) {}

  /**
   * A secret that was found.
   *
   * @param hint its first characters; what finds secrets should not tell them
   * @param form in which it lay there
   */
  public record Found(String hint, String form) {
    private static final int SHOWN = 12;

    private static Found of(Spelling spelling) {
      var secret = spelling.secret();
      return new Found(
          secret.substring(0, Math.min(SHOWN, secret.length() / 2)) + "…", spelling.form());
    }
  }

  public SecretSearch(Collection<String> secrets) {
    secrets.forEach(this::learn);
  }

  private void learn(String secret) {
    var bytes = secret.getBytes(UTF_8);
    learn(secret, "plain", secret);
    learn(secret, "hex", HexFormat.of().formatHex(bytes));
    learn(secret, "hex", HexFormat.of().withUpperCase().formatHex(bytes));
    learn(secret, "URL-encoded", URLEncoder.encode(secret, UTF_8));
    for (int before = 0; before < 3; before++) {
      var digits = base64(bytes, before);
      learn(secret, "base64", digits);
      learn(secret, "base64", digits.replace('+', '-').replace('/', '_'));
    }
  }

  /** The digits that are the same whatever stands around it, behind so many other bytes. */
  private static String base64(byte[] bytes, int before) {
    var shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    var digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int from = (before * BITS_OF_BYTE + BITS_OF_DIGIT - 1) / BITS_OF_DIGIT;
    return digits.substring(from, shifted.length * BITS_OF_BYTE / BITS_OF_DIGIT);
  }

  private void learn(String secret, String form, String text) {
    var bytes = text.getBytes(UTF_8);
    if (bytes.length < TAIL) {
      throw new IllegalArgumentException("a secret is too short to be looked for");
    }
    long tail = 0;
    for (int i = bytes.length - TAIL; i < bytes.length; i++) {
      tail = next(tail, bytes[i]);
    }
    var alike = byTail.computeIfAbsent(tail, any -> new ArrayList<>());
    if (alike.stream().noneMatch(other -> Arrays.equals(other.bytes(), bytes))) {
      alike.add(new Spelling(bytes, secret, form));
      filter.set(slot(tail));
    }
  }

  /** The first that is found. */
  public Optional<Found> in(String text) {
    var bytes = text.getBytes(UTF_8);
    long tail = 0;
    for (int i = 0; i < bytes.length; i++) {
      tail = next(tail, bytes[i]);
      if (filter.get(slot(tail))) {
        var found = endingAt(bytes, i + 1, tail);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Found> endingAt(byte[] text, int end, long tail) {
    for (var spelling : byTail.getOrDefault(tail, List.of())) {
      int from = end - spelling.bytes().length;
      if (from >= 0
          && Arrays.equals(text, from, end, spelling.bytes(), 0, spelling.bytes().length)) {
        return Optional.of(Found.of(spelling));
      }
    }
    return Optional.empty();
  }

  private static long next(long tail, byte one) {
    return tail << BITS_OF_BYTE | one & 0xFF;
  }

  private static int slot(long tail) {
    return (int) (tail * 0x9E3779B97F4A7C15L >>> Long.SIZE - 20);
  }
}
