package dev.millrace.api.files.thumbnail;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures for tests: red on the left, blue on the right. */
public final class Pictures {
  /** One pixel. */
  static final byte[] WEBP =
      Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

  private Pictures() {}

  /**
   * @param type of {@link BufferedImage}
   */
  static BufferedImage redAndBlue(int width, int height, int type) {
    var picture = new BufferedImage(width, height, type);
    var graphics = picture.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    return picture;
  }

  public static byte[] opaque(String format, int width, int height) {
    return written(redAndBlue(width, height, BufferedImage.TYPE_INT_RGB), format);
  }

  static byte[] written(BufferedImage picture, String format) {
    try {
      var bytes = new ByteArrayOutputStream();
      if (!ImageIO.write(picture, format, bytes)) {
        throw new IllegalArgumentException("nobody writes " + format);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A GIF of two pictures: the one that is given, then a green one. */
  static byte[] animated(BufferedImage first) {
    try {
      var bytes = new ByteArrayOutputStream();
      var writer = ImageIO.getImageWritersByFormatName("gif").next();
      try (var out = new MemoryCacheImageOutputStream(bytes)) {
        writer.setOutput(out);
        writer.prepareWriteSequence(null);
        writer.writeToSequence(new IIOImage(first, null, null), null);
        writer.writeToSequence(new IIOImage(green(first), null, null), null);
        writer.endWriteSequence();
      } finally {
        writer.dispose();
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage green(BufferedImage like) {
    var picture = new BufferedImage(like.getWidth(), like.getHeight(), BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    graphics.setColor(Color.GREEN);
    graphics.fillRect(0, 0, like.getWidth(), like.getHeight());
    graphics.dispose();
    return picture;
  }

  /** The JPEG with a word of EXIF about how the camera was held. */
  static byte[] held(byte[] jpeg, int orientation) {
    var exif =
        ByteBuffer.allocate(36)
            .putShort((short) 0xffe1)
            .putShort((short) 34)
            .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
            .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8})
            .putShort((short) 1)
            .putShort((short) 0x0112)
            .putShort((short) 3)
            .putInt(1)
            .putShort((short) orientation)
            .putShort((short) 0)
            .putInt(0)
            .array();
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** A small PNG whose head says that it is as large as that. */
  public static byte[] bomb(int width, int height) {
    var png = opaque("png", 10, 10);
    var head = ByteBuffer.wrap(png);
    head.putInt(16, width).putInt(20, height);
    var sum = new CRC32();
    sum.update(png, 12, 17);
    head.putInt(29, (int) sum.getValue());
    return png;
  }

  public static BufferedImage read(byte[] bytes) {
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
