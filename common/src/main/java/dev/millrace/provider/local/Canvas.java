package dev.millrace.provider.local;

/** Pixels in memory. Not java.awt: that needs native libraries which a bare machine lacks. */
final class Canvas {
  private final int width;
  private final int height;
  private final int[] pixels;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = new int[width * height];
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The colour as {@code 0xRRGGBB}. */
  int at(int x, int y) {
    return pixels[y * width + x];
  }

  void set(int x, int y, int colour) {
    pixels[y * width + x] = colour;
  }

  /** Lays a colour over a rectangle, cut at the edges; {@code share} of it from 0 to 1 shows. */
  void fill(int left, int top, int wide, int high, int colour, double share) {
    for (int y = Math.max(0, top); y < Math.min(height, top + high); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, left + wide); x++) {
        set(x, y, Colour.mix(at(x, y), colour, share));
      }
    }
  }

  /** As {@link #fill}, for a disc. */
  void disc(int centreX, int centreY, int radius, int colour, double share) {
    for (int y = Math.max(0, centreY - radius); y < Math.min(height, centreY + radius); y++) {
      double half = Math.sqrt((double) radius * radius - (double) (y - centreY) * (y - centreY));
      fill((int) (centreX - half), y, (int) (2 * half), 1, colour, share);
    }
  }

  /** Writes a line of text; each dot of a letter is a square of {@code size} pixels. */
  void write(String text, int left, int top, int size, int colour) {
    for (int i = 0; i < text.length(); i++) {
      letter(text.charAt(i), left + i * (Glyphs.WIDTH + 1) * size, top, size, colour);
    }
  }

  private void letter(char letter, int left, int top, int size, int colour) {
    for (int y = 0; y < Glyphs.HEIGHT; y++) {
      for (int x = 0; x < Glyphs.WIDTH; x++) {
        if (Glyphs.hasDot(letter, x, y)) {
          fill(left + x * size, top + y * size, size, size, colour, 1);
        }
      }
    }
  }
}
