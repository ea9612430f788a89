package dev.millrace.output;

import dev.millrace.blob.BlobStreams;
import dev.millrace.blob.BlobStreams.ByteRange;
import dev.millrace.blob.BlobStreams.Reading;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Medium;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Measures what lies in the store. Smaller files are read back whole; of larger ones only what says
 * how large the picture is and how long it plays, wherever in the file that stands. To be called
 * where waiting is allowed.
 */
@ApplicationScoped
public class CopiedMeter {
  /** Read whole, one for each processor at once. */
  private static final int SMALL = 16 * 1024 * 1024;

  private static final int HEAD = 64 * 1024;
  private static final int LARGEST_INDEX = 32 * 1024 * 1024;
  private static final int ATOM_HEAD = 16;
  private static final int MOST_ATOMS = 200;
  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final BlobStreams blobs;

  public CopiedMeter(BlobStreams blobs) {
    this.blobs = blobs;
  }

  /** {@link Medium#UNKNOWN} for what is no medium. Fails when the store does not answer. */
  Medium measure(StoredFile file) {
    if (file.size() <= SMALL) {
      return MediumMeter.measure(read(file, 0, file.size()));
    }
    var head = read(file, 0, HEAD);
    return isMovie(head) ? movie(file) : MediumMeter.measureHead(head);
  }

  private static boolean isMovie(byte[] head) {
    return name(ByteBuffer.wrap(head)).equals("ftyp");
  }

  /** Goes from atom to atom to the one that describes the film, which often is the last. */
  private Medium movie(StoredFile file) {
    long at = 0;
    for (int atoms = 0; atoms < MOST_ATOMS && at + ATOM_HEAD <= file.size(); atoms++) {
      var head = ByteBuffer.wrap(read(file, at, ATOM_HEAD));
      var size = size(head, file.size() - at);
      if (name(head).equals("moov")) {
        return size > LARGEST_INDEX
            ? Medium.UNKNOWN
            : MediumMeter.measureMovie(read(file, at, size));
      }
      if (size < Long.BYTES) {
        return Medium.UNKNOWN;
      }
      at += size;
    }
    return Medium.UNKNOWN;
  }

  private static String name(ByteBuffer atom) {
    return new String(atom.array(), Integer.BYTES, Integer.BYTES, StandardCharsets.ISO_8859_1);
  }

  /** 0 stands for all that is left, 1 for a long that follows. */
  private static long size(ByteBuffer atom, long left) {
    long size = Integer.toUnsignedLong(atom.getInt(0));
    if (size == 1) {
      size = atom.getLong(Long.BYTES);
    }
    return size == 0 ? left : Math.min(size, left);
  }

  private byte[] read(StoredFile file, long from, long length) {
    var range = new ByteRange(from, Optional.of(from + length - 1));
    return blobs
        .read(file.key(), Optional.of(range))
        .chain(found -> found.map(CopiedMeter::bytes).orElseGet(CopiedMeter::gone))
        .await()
        .atMost(WITHIN);
  }

  private static Uni<byte[]> bytes(Reading reading) {
    return reading
        .bytes()
        .collect()
        .in(ByteArrayOutputStream::new, CopiedMeter::append)
        .map(ByteArrayOutputStream::toByteArray);
  }

  private static void append(ByteArrayOutputStream all, ByteBuffer bytes) {
    var part = new byte[bytes.remaining()];
    bytes.duplicate().get(part);
    all.writeBytes(part);
  }

  private static Uni<byte[]> gone() {
    return Uni.createFrom().failure(new IllegalStateException("a copied file is not there"));
  }
}
