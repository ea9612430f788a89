package dev.millrace.provider.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What we call an upstream with and nobody else may read: found in a text in whatever form it comes
 * back, also in part. No eight characters of a secret stay next to each other, be they quoted,
 * escaped, wrapped, in hexadecimal or in base64.
 */
final class OwnSecrets {
  static final String HIDDEN = "[hidden]";

  /** So many characters in a row give a secret away; fewer are in many an innocent word. */
  private static final int WINDOW = 8;

  private static final int SHORTEST_SECRET = 6;
  private static final Pattern SCHEME =
      Pattern.compile("(?i)^(?:bearer|basic|key|token|apikey)\\s+");

  /** Pieces of the secrets, by their length. */
  private final Map<Integer, Set<String>> pieces = new HashMap<>();

  OwnSecrets(Collection<String> secrets) {
    secrets.stream()
        .map(secret -> SCHEME.matcher(secret.strip()).replaceFirst(""))
        .flatMap(OwnSecrets::withDecoded)
        .filter(secret -> secret.length() >= SHORTEST_SECRET)
        .flatMap(OwnSecrets::forms)
        .forEach(this::learn);
  }

  String hideIn(String text) {
    var found = find(text);
    var clean = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int begin = found.nextSetBit(at);
      if (begin < 0) {
        return clean.append(text, at, text.length()).toString();
      }
      clean.append(text, at, begin).append(HIDDEN);
      at = found.nextClearBit(begin);
    }
    return clean.toString();
  }

  /** Which characters of the text to hide. */
  private BitSet find(String text) {
    var found = new BitSet(text.length());
    var folded = Folded.of(text);
    var plain = folded.text();
    pieces.forEach(
        (length, known) ->
            IntStream.rangeClosed(0, plain.length() - length)
                .filter(at -> known.contains(plain.substring(at, at + length)))
                .forEach(at -> found.set(folded.from(at), folded.to(at + length - 1))));
    withTheRestOfTheWord(found, text);
    return found;
  }

  /** Base64 of a secret begins and ends in characters that depend on what stood around it. */
  private static void withTheRestOfTheWord(BitSet found, String text) {
    for (int at = found.nextSetBit(0); at >= 0; at = found.nextSetBit(at)) {
      int begin = at;
      while (begin > 0 && isOfAWord(text.charAt(begin - 1))) {
        begin--;
      }
      int end = found.nextClearBit(at);
      while (end < text.length() && (isOfAWord(text.charAt(end)) || text.charAt(end) == '=')) {
        end++;
      }
      found.set(begin, end);
      at = found.nextClearBit(end);
    }
  }

  private static boolean isOfAWord(char c) {
    return Character.isLetterOrDigit(c) || "_+-".indexOf(c) >= 0;
  }

  /** The credentials of basic authentication are secrets without their encoding as well. */
  private static Stream<String> withDecoded(String secret) {
    try {
      var text = new String(Base64.getDecoder().decode(secret), StandardCharsets.UTF_8);
      return text.contains(":")
          ? Stream.concat(Stream.of(secret, text), Arrays.stream(text.split(":", 2)))
          : Stream.of(secret);
    } catch (IllegalArgumentException noBase64) {
      return Stream.of(secret);
    }
  }

  private static Stream<String> forms(String secret) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Stream.concat(
        Stream.of(secret, HexFormat.of().formatHex(bytes)),
        IntStream.range(0, 3).mapToObj(shift -> inBase64(bytes, shift)));
  }

  /**
   * As it stands in the base64 of a longer text, when {@code shift} bytes of a group precede it.
   */
  private static String inBase64(byte[] secret, int shift) {
    var shifted = new byte[shift + secret.length];
    System.arraycopy(secret, 0, shifted, shift, secret.length);
    var encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int sure = shifted.length / 3 * 4;
    return encoded.substring(shift == 0 ? 0 : 4, Math.max(sure, 4));
  }

  private void learn(String form) {
    var plain = Folded.of(form).text();
    int length = Math.min(WINDOW, plain.length());
    if (length >= SHORTEST_SECRET) {
      var known = pieces.computeIfAbsent(length, none -> new HashSet<>());
      IntStream.rangeClosed(0, plain.length() - length)
          .forEach(at -> known.add(plain.substring(at, at + length)));
    }
  }
}
