package dev.millrace.api.files.thumbnail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.jboss.logging.Logger;

/** Makes small pictures of large ones. Needs a processor for a moment; does no I/O. */
final class Shrinker {
  private static final Logger LOG = Logger.getLogger(Shrinker.class);

  /** Of a small picture, in pixels. */
  static final int LONGEST_SIDE = 512;

  /** Twice as many pixels as are kept, so that each of them is the mean of some. */
  private static final int DECODED_SIDE = 2 * LONGEST_SIDE;

  private static final float JPEG_QUALITY = 0.85f;

  private final PictureDecoder decoder;

  Shrinker(long maxPixels) {
    this.decoder = new PictureDecoder(maxPixels, DECODED_SIDE);
  }

  /**
   * A JPEG, or a PNG when something shines through the picture; never larger than the picture
   * itself. Empty for what is no picture that we read, is too large or is broken. Never fails.
   */
  Optional<SmallPicture> shrink(byte[] bytes) {
    try {
      var decoded = decoder.decode(bytes);
      return decoded.isPresent()
          ? Optional.of(encoded(small(Orientation.upright(plain(decoded.get()), bytes))))
          : Optional.empty();
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      LOG.debugf("no thumbnail of a picture that is broken: %s", broken.toString());
      return Optional.empty();
    }
  }

  /** In one of two ways of storing pixels, whatever the picture came in. */
  private static BufferedImage plain(BufferedImage picture) {
    int type =
        picture.getColorModel().hasAlpha()
            ? BufferedImage.TYPE_INT_ARGB
            : BufferedImage.TYPE_INT_RGB;
    var plain = new BufferedImage(picture.getWidth(), picture.getHeight(), type);
    var graphics = plain.createGraphics();
    try {
      graphics.drawImage(picture, 0, 0, null);
    } finally {
      graphics.dispose();
    }
    return plain;
  }

  private static BufferedImage small(BufferedImage picture) throws IOException {
    int longest = Math.max(picture.getWidth(), picture.getHeight());
    return longest <= LONGEST_SIDE
        ? picture
        : Thumbnails.of(picture)
            .forceSize(side(picture.getWidth(), longest), side(picture.getHeight(), longest))
            .imageType(picture.getType())
            .asBufferedImage();
  }

  /** At least one pixel, also of a line. */
  private static int side(int side, int longest) {
    return Math.max(1, Math.round((float) side * LONGEST_SIDE / longest));
  }

  private static SmallPicture encoded(BufferedImage picture) throws IOException {
    return picture.getColorModel().hasAlpha()
        ? new SmallPicture("image/png", written(picture, "png"))
        : new SmallPicture("image/jpeg", written(picture, "jpeg"));
  }

  private static byte[] written(BufferedImage picture, String format) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param(writer, format));
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static ImageWriteParam param(ImageWriter writer, String format) {
    var param = writer.getDefaultWriteParam();
    if (format.equals("jpeg")) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(JPEG_QUALITY);
    }
    return param;
  }
}
