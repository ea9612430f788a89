package dev.millrace.file;

import dev.millrace.blob.BlobStreams;
import dev.millrace.blob.BlobsInMemory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Reads from a store in memory, in pieces of five bytes, so that what is looked for spans some. */
final class StreamsInMemory implements BlobStreams {
  private static final int PIECE = 5;

  private final BlobsInMemory blobs;
  private final AtomicInteger readings = new AtomicInteger();

  StreamsInMemory(BlobsInMemory blobs) {
    this.blobs = blobs;
  }

  int readings() {
    return readings.get();
  }

  @Override
  public Uni<Optional<Reading>> read(String key, Optional<ByteRange> range) {
    readings.incrementAndGet();
    return blobs.bytes(key, Integer.MAX_VALUE).map(found -> found.map(StreamsInMemory::reading));
  }

  private static Reading reading(byte[] bytes) {
    var pieces =
        IntStream.iterate(0, at -> at < bytes.length, at -> at + PIECE)
            .mapToObj(at -> Arrays.copyOfRange(bytes, at, Math.min(at + PIECE, bytes.length)))
            .map(ByteBuffer::wrap);
    return new Reading("", bytes.length, 0, bytes.length, Multi.createFrom().items(pieces));
  }

  @Override
  public Uni<Written> write(String key, String contentType, Multi<ByteBuffer> bytes, long atMost) {
    throw new UnsupportedOperationException("only read here");
  }

  @Override
  public Uni<Written> writeExactly(
      String key, String contentType, long size, Multi<ByteBuffer> bytes) {
    throw new UnsupportedOperationException("only read here");
  }

  @Override
  public Uni<WrittenPart> writePart(
      String key, String multipartId, int number, long size, Multi<ByteBuffer> bytes) {
    throw new UnsupportedOperationException("only read here");
  }
}
