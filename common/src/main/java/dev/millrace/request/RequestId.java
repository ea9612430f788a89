package dev.millrace.request;

import dev.millrace.id.UuidV7;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A request's name: a UUIDv7 (RFC 9562) in PostgreSQL, and its 122 significant bits as 21
 * characters on the wire. Both forms sort by time of submission and turn into each other without
 * loss.
 *
 * <p>21 characters carry 126 bits. The four spare ones lead, and hold a mark that makes every id
 * begin with a letter, so that none looks like an option on a command line.
 */
public record RequestId(UUID value) implements Comparable<RequestId> {
  /** URL-safe, and in ASCII order, so that text sorts as the bits do. */
  private static final String ALPHABET =
      "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

  private static final byte[] DIGITS = digits();
  private static final int LENGTH = 21;
  private static final int HALF = 10;
  private static final long MARK = 0xEL << 60;
  private static final long LOW_12 = (1L << 12) - 1;
  private static final long LOW_60 = (1L << 60) - 1;
  private static final long LOW_62 = (1L << 62) - 1;

  public static RequestId next(Instant now, RandomGenerator random) {
    return new RequestId(UuidV7.next(now, random));
  }

  /** Reads the wire form; empty when the text is not one. */
  public static Optional<RequestId> parse(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      int digit = digit(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      if (i < HALF) {
        high = high << 6 | digit;
      } else if (i == HALF) {
        high = high << 4 | digit >>> 2;
        low = digit & 3;
      } else {
        low = low << 6 | digit;
      }
    }
    return (high & ~LOW_60) == MARK
        ? Optional.of(new RequestId(UuidV7.of(high & LOW_60, low)))
        : Optional.empty();
  }

  /** When the request was submitted, to the millisecond. */
  public Instant submittedAt() {
    return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
  }

  @Override
  public int compareTo(RequestId other) {
    int byTime = Long.compareUnsigned(top(), other.top());
    return byTime != 0 ? byTime : Long.compareUnsigned(bottom(), other.bottom());
  }

  @Override
  public String toString() {
    long high = MARK | top() >>> 4 & ~LOW_12 | top() & LOW_12;
    long low = bottom() & LOW_62;
    var text = new char[LENGTH];
    for (int i = 0; i < HALF; i++) {
      text[i] = ALPHABET.charAt((int) (high >>> 58 - 6 * i & 63));
      text[HALF + 1 + i] = ALPHABET.charAt((int) (low >>> 54 - 6 * i & 63));
    }
    text[HALF] = ALPHABET.charAt((int) ((high & 15) << 2 | low >>> 60));
    return new String(text);
  }

  private long top() {
    return value.getMostSignificantBits();
  }

  private long bottom() {
    return value.getLeastSignificantBits();
  }

  private static int digit(char c) {
    return c < DIGITS.length ? DIGITS[c] : -1;
  }

  private static byte[] digits() {
    var digits = new byte[128];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      digits[ALPHABET.charAt(i)] = (byte) i;
    }
    return digits;
  }
}
