package dev.millrace.blob;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Streams into and out of a store in memory. */
public record StreamsInto(BlobsInMemory blobs) implements BlobStreams {
  @Override
  public Uni<Written> write(String key, String contentType, Multi<ByteBuffer> bytes, long atMost) {
    return bytes
        .collect()
        .in(ByteArrayOutputStream::new, (all, part) -> append(all, part, atMost))
        .map(ByteArrayOutputStream::toByteArray)
        .chain(all -> blobs.put(key, contentType, all).replaceWith(() -> written(all)));
  }

  @Override
  public Uni<Written> writeExactly(
      String key, String contentType, long size, Multi<ByteBuffer> bytes) {
    return write(key, contentType, bytes, size);
  }

  private static void append(ByteArrayOutputStream all, ByteBuffer part, long atMost) {
    if (all.size() + part.remaining() > atMost) {
      throw new FaultException(FaultCode.FILE_TOO_LARGE, "too large");
    }
    all.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
  }

  private static Written written(byte[] all) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256").digest(all);
      return new Written(all.length, HexFormat.of().formatHex(sha256));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Uni<Optional<Reading>> read(String key, Optional<ByteRange> range) {
    return blobs
        .bytes(key, Integer.MAX_VALUE)
        .map(
            found ->
                found.map(
                    all -> {
                      int from = range.map(part -> (int) part.first()).orElse(0);
                      long last = range.flatMap(ByteRange::last).orElse(all.length - 1L);
                      var part =
                          Arrays.copyOfRange(all, from, (int) Math.min(last + 1, all.length));
                      return new Reading(
                          "",
                          all.length,
                          from,
                          part.length,
                          Multi.createFrom().item(ByteBuffer.wrap(part)));
                    }));
  }

  @Override
  public Uni<WrittenPart> writePart(
      String key, String multipartId, int number, long size, Multi<ByteBuffer> bytes) {
    throw new UnsupportedOperationException("no parts here");
  }
}
