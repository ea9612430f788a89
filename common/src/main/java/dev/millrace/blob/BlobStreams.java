package dev.millrace.blob;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Bytes that are too many to hold. */
public interface BlobStreams {
  /**
   * Stores bytes as they come, reading no faster than they are stored and holding a few MiB at
   * most. Nothing is left under the key when it fails or is cancelled. Fails with what {@code
   * bytes} failed with, and with FILE_TOO_LARGE as soon as there are more than {@code atMost}.
   */
  Uni<Written> write(String key, String contentType, Multi<ByteBuffer> bytes, long atMost);

  /**
   * The same for bytes whose number is known before: they pass straight through, and nothing of
   * them is held. To be preferred where it can be. Fails with FILE_MISMATCH when there are more or
   * fewer than {@code size}.
   */
  Uni<Written> writeExactly(String key, String contentType, long size, Multi<ByteBuffer> bytes);

  /**
   * One part of a multipart upload, passed straight through. Fails with FILE_MISMATCH when there
   * are more or fewer bytes than {@code size}, and with UPLOAD_INVALID when there is no such
   * multipart upload any more, where the store says so.
   *
   * @return the store's ETag of the part, without quotes, and what was written
   */
  Uni<WrittenPart> writePart(
      String key, String multipartId, int number, long size, Multi<ByteBuffer> bytes);

  /**
   * Reads an object, or a range of it; empty when there is none. The range must begin within the
   * object, or it fails. A connection is kept until the bytes are read or given up, so whoever gets
   * them must subscribe to them.
   */
  Uni<Optional<Reading>> read(String key, Optional<ByteRange> range);

  /**
   * What was written.
   *
   * @param sha256 64 lower-case hexadecimal digits
   */
  record Written(long size, String sha256) {}

  /** A part that was written. */
  record WrittenPart(String etag, long size) {}

  /**
   * Bytes on their way out.
   *
   * @param size of the whole object
   * @param from position of the first byte that comes
   * @param length of what comes
   * @param bytes to be subscribed to once
   */
  record Reading(String contentType, long size, long from, long length, Multi<ByteBuffer> bytes) {}

  /**
   * Which bytes are wanted, as RFC 9110 counts them.
   *
   * @param last empty: to the end
   */
  record ByteRange(long first, Optional<Long> last) {}
}
