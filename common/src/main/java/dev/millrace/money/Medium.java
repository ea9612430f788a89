package dev.millrace.money;

import java.math.BigDecimal;

/**
 * A picture, a video or a sound that was made, as it was measured. What it does not have, or what
 * could not be found out, is zero.
 *
 * @param width in pixels, at most a million
 * @param height in pixels, at most a million
 * @param seconds how long it plays, at most ten million, with at most nine decimals
 */
public record Medium(int width, int height, BigDecimal seconds) {
  public static final int LONGEST_SIDE = 1_000_000;
  public static final BigDecimal LONGEST = BigDecimal.valueOf(10_000_000);
  public static final int FINEST_SCALE = 9;
  public static final Medium UNKNOWN = new Medium(0, 0, BigDecimal.ZERO);

  /** Refuses what no medium has. */
  public Medium {
    seconds = plain(seconds);
    if (isNoSide(width)
        || isNoSide(height)
        || seconds.signum() < 0
        || seconds.compareTo(LONGEST) > 0
        || seconds.scale() > FINEST_SCALE) {
      throw new IllegalArgumentException(
          "no medium is %d by %d pixels and %s seconds".formatted(width, height, seconds));
    }
  }

  /** Equal lengths are equal however they were written. */
  private static BigDecimal plain(BigDecimal seconds) {
    var stripped = seconds.signum() == 0 ? BigDecimal.ZERO : seconds.stripTrailingZeros();
    return stripped.scale() < 0 && stripped.compareTo(LONGEST) <= 0
        ? stripped.setScale(0)
        : stripped;
  }

  private static boolean isNoSide(int pixels) {
    return pixels < 0 || pixels > LONGEST_SIDE;
  }

  public static Medium ofPicture(int width, int height) {
    return new Medium(width, height, BigDecimal.ZERO);
  }

  public static Medium ofSound(BigDecimal seconds) {
    return new Medium(0, 0, seconds);
  }

  /** Its area; zero when it has none. */
  public BigDecimal megapixels() {
    return BigDecimal.valueOf((long) width * height, 6);
  }

  /** Its shorter side in pixels. */
  public int resolution() {
    return Math.min(width, height);
  }
}
