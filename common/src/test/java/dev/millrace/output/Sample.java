package dev.millrace.output;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Small files of each kind: pictures and sounds by the JDK's writers, the rest by their formats.
 */
final class Sample {
  private Sample() {}

  static byte[] picture(String format, int width, int height) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Of 8000 frames a second. */
  static byte[] wav(int frames) {
    var format = new AudioFormat(8000, 16, 1, true, false);
    var sound = new ByteArrayInputStream(new byte[frames * format.getFrameSize()]);
    var bytes = new ByteArrayOutputStream();
    try {
      AudioSystem.write(
          new AudioInputStream(sound, format, frames), AudioFileFormat.Type.WAVE, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The extended form, whose head has the size of the canvas. */
  static byte[] webp(int width, int height) {
    var head = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(0);
    put24(head, width - 1);
    put24(head, height - 1);
    return riff("WEBP", chunk("VP8X", head.array()), chunk("XMP ", new byte[] {'<', 'x'}));
  }

  private static void put24(ByteBuffer bytes, int value) {
    bytes.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
  }

  private static byte[] riff(String form, byte[]... chunks) {
    return chunk("RIFF", joined(ascii(form), joined(chunks)));
  }

  private static byte[] chunk(String name, byte[] payload) {
    var chunk =
        ByteBuffer.allocate(8 + payload.length).order(ByteOrder.LITTLE_ENDIAN).put(ascii(name));
    return chunk.putInt(payload.length).put(payload).array();
  }

  /** Its sound is a track of its own, which has no size. */
  static byte[] movie(String brand, int width, int height, int units, int unitsPerSecond) {
    return joined(
        fileType(brand),
        atom("free", new byte[5]),
        atom(
            "moov",
            joined(
                movieHeader(units, unitsPerSecond),
                atom("trak", trackHeader(0, 0)),
                atom("trak", trackHeader(width, height)))),
        atom("mdat", new byte[100]));
  }

  /** What describes it comes last, as encoders write it. */
  static byte[] movieWrittenInOneGo(
      int width, int height, int units, int unitsPerSecond, int film) {
    return joined(
        fileType("isom"),
        atom("mdat", new byte[film]),
        atom(
            "moov",
            joined(movieHeader(units, unitsPerSecond), atom("trak", trackHeader(width, height)))));
  }

  /** One that came in fragments: only {@code mehd} has its length. */
  static byte[] fragments(int units, int unitsPerSecond) {
    var length = ByteBuffer.allocate(8).putInt(0).putInt(units).array();
    return joined(
        fileType("isom"),
        atom(
            "moov",
            joined(
                movieHeader(0, unitsPerSecond),
                atom("trak", trackHeader(64, 48)),
                atom("mvex", atom("mehd", length)))));
  }

  /** With times of 64 bits. */
  static byte[] longMovie(long units, int unitsPerSecond) {
    var header = ByteBuffer.allocate(112).put((byte) 1);
    header.putInt(20, unitsPerSecond).putLong(24, units);
    return joined(fileType("isom"), atom("moov", atom("mvhd", header.array())));
  }

  static byte[] fileType(String brand) {
    return atom("ftyp", joined(ascii(brand), new byte[4], ascii(brand)));
  }

  private static byte[] movieHeader(int units, int unitsPerSecond) {
    return atom(
        "mvhd", ByteBuffer.allocate(100).putInt(12, unitsPerSecond).putInt(16, units).array());
  }

  private static byte[] trackHeader(int width, int height) {
    return atom(
        "tkhd", ByteBuffer.allocate(84).putInt(76, width << 16).putInt(80, height << 16).array());
  }

  static byte[] atom(String type, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .putInt(8 + payload.length)
        .put(ascii(type))
        .put(payload)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] joined(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (var part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
