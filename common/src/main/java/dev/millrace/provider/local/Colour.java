package dev.millrace.provider.local;

/** Colours as {@code 0xRRGGBB}. */
final class Colour {
  static final int WHITE = 0xffffff;
  static final int NIGHT = 0x10131a;

  private Colour() {}

  /** From {@code one} at share 0 to {@code other} at share 1. */
  static int mix(int one, int other, double share) {
    return part(one, other, share, 16) | part(one, other, share, 8) | part(one, other, share, 0);
  }

  private static int part(int one, int other, double share, int shift) {
    int from = one >> shift & 0xff;
    int to = other >> shift & 0xff;
    return (int) Math.round(from + (to - from) * share) << shift;
  }

  /** A hue from 0 to 1 around the circle, with saturation and brightness from 0 to 1. */
  static int ofHue(double hue, double saturation, double brightness) {
    return channel(hue, 5, saturation, brightness) << 16
        | channel(hue, 3, saturation, brightness) << 8
        | channel(hue, 1, saturation, brightness);
  }

  private static int channel(double hue, int offset, double saturation, double brightness) {
    double k = (offset + hue * 6) % 6;
    double dip = Math.clamp(Math.min(k, 4 - k), 0.0, 1.0);
    return (int) Math.round(255 * brightness * (1 - saturation * dip));
  }
}
