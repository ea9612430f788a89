package dev.millrace.provider.local;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a canvas as a PNG of 8-bit colours. Forty lines here spare us ImageIO, which brings
 * java.awt and its native libraries.
 */
final class Png {
  static final String CONTENT_TYPE = "image/png";
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] EIGHT_BIT_RGB = {8, 2, 0, 0, 0};
  private static final byte FILTER_SUB = 1;
  private static final int BYTES_A_PIXEL = 3;

  private Png() {}

  static byte[] of(Canvas canvas) {
    var png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    chunk(png, "IHDR", header(canvas));
    chunk(png, "IDAT", deflated(rows(canvas)));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] header(Canvas canvas) {
    return ByteBuffer.allocate(2 * Integer.BYTES + EIGHT_BIT_RGB.length)
        .putInt(canvas.width())
        .putInt(canvas.height())
        .put(EIGHT_BIT_RGB)
        .array();
  }

  /** Each pixel as its difference to the one on its left, which packs well for smooth pictures. */
  private static byte[] rows(Canvas canvas) {
    var rows = new byte[canvas.height() * (1 + BYTES_A_PIXEL * canvas.width())];
    int i = 0;
    for (int y = 0; y < canvas.height(); y++) {
      rows[i++] = FILTER_SUB;
      int before = 0;
      for (int x = 0; x < canvas.width(); x++) {
        int now = canvas.at(x, y);
        for (int shift = 16; shift >= 0; shift -= 8) {
          rows[i++] = (byte) ((now >> shift) - (before >> shift));
        }
        before = now;
      }
    }
    return rows;
  }

  private static byte[] deflated(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var deflater = new Closing()) {
      deflater.setInput(bytes);
      deflater.finish();
      var buffer = new byte[64 * 1024];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return packed.toByteArray();
  }

  /** Frees its native memory at the end of a block; the JDK's own is not closeable in Java 21. */
  private static final class Closing extends Deflater implements AutoCloseable {
    @Override
    public void close() {
      end();
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var sum = new CRC32();
    sum.update(name);
    sum.update(data);
    png.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }
}
