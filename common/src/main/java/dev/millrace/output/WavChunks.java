package dev.millrace.output;

import com.drew.imaging.riff.RiffHandler;
import dev.millrace.money.Medium;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Hears how long a WAV plays: the bytes of its sound by those of a second. One that was written
 * without knowing its own length does not tell.
 */
final class WavChunks implements RiffHandler {
  private static final int BYTES_PER_SECOND_AT = 8;

  private long bytesPerSecond;
  private long bytes;

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
