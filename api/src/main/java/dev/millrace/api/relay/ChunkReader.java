package dev.millrace.api.relay;

import dev.millrace.api.http.fault.Refusal;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.ChunkBoard;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads a chunk and holds it against what is said of it. Pure. */
final class ChunkReader {
  private final long largest;

  /**
   * @param largest bytes that a chunk may have
   */
  ChunkReader(long largest) {
    this.largest = largest;
  }

  /**
   * A chunk that is what was said of it.
   *
   * @param upload empty: of an upload that begins with it
   * @param sha256 of its bytes
   */
  record Read(
      Optional<UUID> upload, int number, byte[] bytes, String sha256, ChunkBoard.Said said) {}

  /**
   * Fails with MALFORMED, with UPLOAD_INVALID for no bytes, FILE_TOO_LARGE for too many, and
   * FILE_MISMATCH when they are others than was said.
   */
  Read read(ChunkBody body) {
    var bytes = decoded(required("base64", body.base64()));
    var expected = required("expected_decoded_bytes", body.expectedDecodedBytes());
    if (bytes.length == 0) {
      throw new FaultException(FaultCode.UPLOAD_INVALID, "the chunk is empty; send bytes");
    }
    if (bytes.length != expected) {
      throw new FaultException(
          FaultCode.FILE_MISMATCH,
          "the chunk has %d bytes once decoded, and expected_decoded_bytes is %d"
              .formatted(bytes.length, expected));
    }
    var sha256 = sha256(bytes);
    checkSum(body.sha256(), sha256);
    return new Read(
        Optional.ofNullable(body.uploadId()).map(ChunkReader::uuid),
        number(required("part_index", body.partIndex())),
        bytes,
        sha256,
        new ChunkBoard.Said(
            body.isLastPart(),
            Optional.ofNullable(body.fileSha256()).map(sum -> hex("file_sha256", sum))));
  }

  private static <T> T required(String name, T value) {
    if (value == null) {
      throw Refusal.ofParameter(name, "is missing; a chunk needs it");
    }
    return value;
  }

  private static int number(int index) {
    if (index < 0 || index >= ChunkBoard.MOST) {
      throw Refusal.ofParameter(
          "part_index", "must be from 0 to %d".formatted(ChunkBoard.MOST - 1));
    }
    return index;
  }

  private byte[] decoded(String base64) {
    if (base64.length() > (largest + 2) / 3 * 4) {
      throw tooLarge();
    }
    try {
      var bytes = Base64.getDecoder().decode(base64);
      if (bytes.length > largest) {
        throw tooLarge();
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw Refusal.ofParameter("base64", "is no base64 (RFC 4648, with + and /, in one line)");
    }
  }

  private FaultException tooLarge() {
    return new FaultException(
        FaultCode.FILE_TOO_LARGE,
        "a chunk may have %d bytes once decoded; send smaller ones".formatted(largest));
  }

  private static void checkSum(String said, String sha256) {
    if (said != null && !hex("sha256", said).equals(sha256)) {
      throw new FaultException(
          FaultCode.FILE_MISMATCH,
          "the chunk has SHA-256 %s, and %s was said".formatted(sha256, said));
    }
  }

  private static String hex(String name, String given) {
    if (!given.matches("[0-9a-fA-F]{64}")) {
      throw Refusal.ofParameter(name, "must be 64 hexadecimal digits");
    }
    return given.toLowerCase(Locale.ROOT);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Landing.gone();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
