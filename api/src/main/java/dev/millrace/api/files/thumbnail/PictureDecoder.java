package dev.millrace.api.files.thumbnail;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;

/**
 * Decodes pictures that strangers brought. How large one is, is read from its head before anything
 * is decoded, and too large ones are refused; of the others only as many pixels are kept as a small
 * picture needs. Of an animation the first picture is taken.
 */
final class PictureDecoder {
  private final long maxPixels;
  private final int enough;

  /**
   * @param enough the longest side that anybody has use for
   */
  PictureDecoder(long maxPixels, int enough) {
    this.maxPixels = maxPixels;
    this.enough = enough;
  }

  /**
   * Empty for what is no picture that we read, or too large a one. Fails in any way a decoder fails
   * on broken pictures.
   */
  Optional<BufferedImage> decode(byte[] bytes) throws IOException {
    var format = PictureFormat.of(bytes);
    return format.isPresent() ? decode(format.get(), bytes) : Optional.empty();
  }

  private Optional<BufferedImage> decode(PictureFormat format, byte[] bytes) throws IOException {
    var reader = format.reader();
    try (var in = new ByteArrayImageInputStream(bytes)) {
      reader.setInput(in, true, true); // metadata may be packed, and large once unpacked
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      return pixels <= 0 || pixels > maxPixels / format.weight()
          ? Optional.empty()
          : Optional.of(read(reader));
    } finally {
      reader.dispose();
    }
  }

  private BufferedImage read(ImageReader reader) throws IOException {
    int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
    int step = Math.max(1, longest / enough);
    var param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, param);
  }
}
