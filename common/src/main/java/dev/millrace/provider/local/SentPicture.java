package dev.millrace.provider.local;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads a picture that somebody sent: PNG, JPEG or GIF. Its size is looked at before its pixels
 * are, since few bytes may stand for very many of them.
 */
final class SentPicture {
  /** More are not looked at. */
  static final long MOST_PIXELS = 24_000_000;

  /** Of more, every second one is read, or every third: each takes 4 bytes, several times over. */
  static final long MOST_READ = 4_000_000;

  private static final Set<String> READABLE = Set.of("png", "jpeg", "gif");
  private static final int OPAQUE = 255;

  private SentPicture() {}

  /**
   * Its pixels on white, fewer of them when there are more than {@link #MOST_READ}. Fails with a
   * {@link FaultException} of PROVIDER_REJECTED when it is no such picture, is broken, or has more
   * than {@link #MOST_PIXELS}.
   */
  static Canvas read(byte[] bytes) {
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      var readers = ImageIO.getImageReaders(stream);
      while (readers.hasNext()) {
        var reader = readers.next();
        try {
          if (READABLE.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
            reader.setInput(stream, true, true);
            return onWhite(pixels(reader));
          }
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException | RuntimeException broken) {
      throw broken instanceof FaultException known ? known : refused("is broken");
    }
    throw refused("is no PNG, JPEG or GIF");
  }

  private static BufferedImage pixels(ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > MOST_PIXELS) {
      throw refused(
          "has %d x %d pixels; %d are the most that are read"
              .formatted(width, height, MOST_PIXELS));
    }
    int step = (int) Math.ceil(Math.sqrt((double) width * height / MOST_READ));
    var wanted = reader.getDefaultReadParam();
    wanted.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, wanted);
  }

  private static Canvas onWhite(BufferedImage image) {
    var canvas = new Canvas(image.getWidth(), image.getHeight());
    var row = new int[image.getWidth()];
    for (int y = 0; y < canvas.height(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        canvas.set(x, y, Colour.mix(Colour.WHITE, row[x], (row[x] >>> 24) / (double) OPAQUE));
      }
    }
    return canvas;
  }

  private static FaultException refused(String why) {
    return new FaultException(FaultCode.PROVIDER_REJECTED, "the picture at /image_url " + why);
  }
}
