package dev.millrace.output;

import com.drew.imaging.riff.RiffHandler;
import dev.millrace.money.Medium;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Hears how long a WAV plays: the bytes of its sound by those of a second. One that was written
 * without knowing its own length does not tell.
 */
final class WavChunks implements RiffHandler {
  private static final int RIFF_HEAD = 12;
  private static final int CHUNK_HEAD = 8;
  private static final int BYTES_PER_SECOND_AT = 8;

  private long bytesPerSecond;
  private long bytes;

  /** The same when only the head is there: the sound's own head says how long it is. */
  static Medium inHead(byte[] head) {
    var chunks = new WavChunks();
    var bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    long at = RIFF_HEAD;
    while (at + CHUNK_HEAD + BYTES_PER_SECOND_AT + Integer.BYTES <= head.length) {
      var name = new String(head, (int) at, Integer.BYTES, StandardCharsets.ISO_8859_1);
      long size = Integer.toUnsignedLong(bytes.getInt((int) at + Integer.BYTES));
      if (name.equals("data")) {
        chunks.bytes = size;
        return chunks.medium();
      }
      if (name.equals("fmt ")) {
        chunks.bytesPerSecond =
            Integer.toUnsignedLong(bytes.getInt((int) at + CHUNK_HEAD + BYTES_PER_SECOND_AT));
      }
      at += CHUNK_HEAD + size + size % 2;
    }
    return Medium.UNKNOWN;
  }

  @Override
  public boolean shouldAcceptRiffIdentifier(String identifier) {
    return identifier.equals("WAVE");
  }

  @Override
  public boolean shouldAcceptChunk(String fourCc) {
    return fourCc.equals("fmt ") || fourCc.equals("data");
  }

  @Override
  public boolean shouldAcceptList(String fourCc) {
    return false;
  }

  @Override
  public void processChunk(String fourCc, byte[] payload) {
    if (fourCc.equals("data")) {
      bytes += payload.length;
    } else {
      bytesPerSecond =
          Integer.toUnsignedLong(
              ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(BYTES_PER_SECOND_AT));
    }
  }

  @Override
  public void addError(String message) {
    // What was found up to there counts.
  }

  Medium medium() {
    return Medium.ofSound(Playing.seconds(bytes, bytesPerSecond));
  }
}
