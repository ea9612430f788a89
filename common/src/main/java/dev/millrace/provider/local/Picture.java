package dev.millrace.provider.local;

import java.util.SplittableRandom;

/** Draws a prompt: its words on a panel, before colours and discs that the seed chooses. */
final class Picture {
  private static final int DISCS = 7;
  private static final double MARGIN = 0.1;

  private final Canvas canvas;
  private final SplittableRandom random;

  private Picture(Canvas canvas, SplittableRandom random) {
    this.canvas = canvas;
    this.random = random;
  }

  /** The same picture for the same arguments, on any machine. */
  static Canvas of(String prompt, long seed, int width, int height) {
    var random = new SplittableRandom(seed * 31 + prompt.hashCode());
    var picture = new Picture(new Canvas(width, height), random);
    picture.paintSky();
    picture.paintDiscs();
    picture.write(Glyphs.drawable(prompt));
    return picture.canvas;
  }

  private void paintSky() {
    double hue = random.nextDouble();
    int dawn = Colour.ofHue(hue, 0.55, 0.95);
    int dusk = Colour.ofHue((hue + 0.12 + random.nextDouble() * 0.2) % 1, 0.75, 0.45);
    double far = canvas.width() + canvas.height();
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        canvas.set(x, y, Colour.mix(dawn, dusk, (x + y) / far));
      }
    }
  }

  private void paintDiscs() {
    int shorter = Math.min(canvas.width(), canvas.height());
    for (int i = 0; i < DISCS; i++) {
      canvas.disc(
          random.nextInt(canvas.width()),
          random.nextInt(canvas.height()),
          random.nextInt(shorter / 12, shorter / 3),
          Colour.ofHue(random.nextDouble(), 0.4, 1),
          0.22);
    }
  }

  private void write(String text) {
    int margin = (int) (Math.min(canvas.width(), canvas.height()) * MARGIN);
    var lettering = Lettering.fit(text, canvas.width() - 2 * margin, canvas.height() - 2 * margin);
    int top = (canvas.height() - lettering.height()) / 2;
    canvas.fill(
        0, top - margin / 2, canvas.width(), lettering.height() + margin, Colour.NIGHT, 0.6);
    for (var line : lettering.lines()) {
      int left = (canvas.width() - lettering.width(line)) / 2;
      canvas.write(line, left, top + lettering.size(), lettering.size(), Colour.WHITE);
      top += lettering.lineHeight();
    }
  }
}
