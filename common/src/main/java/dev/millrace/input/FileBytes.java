package dev.millrace.input;

import dev.millrace.blob.BlobStore;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fetch.Downloads;
import dev.millrace.file.StoredFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads what an input names, one after the other, so that their sizes add up. */
@ApplicationScoped
public class FileBytes {
  private final BlobStore blobs;
  private final Downloads downloads;
  private final DataUris uris;

  public FileBytes(BlobStore blobs, Downloads downloads, DataUris uris) {
    this.blobs = blobs;
    this.downloads = downloads;
    this.uris = uris;
  }

  /**
   * How much may be read.
   *
   * @param bytes by all together
   * @param within by each public URL
   */
  public record Bounds(int bytes, Duration within) {}

  /**
   * A {@code data:} URI for each text. Fails with GONE when a file's object is not there, with
   * FILE_TOO_LARGE when they have more bytes than that, and as {@link Downloads#open} does.
   */
  public Uni<Map<String, String>> of(
      Map<String, StoredFile> files, Set<String> publicUrls, Bounds bounds) {
    var read = new Reading(bounds);
    var ours =
        Multi.createFrom()
            .iterable(files.entrySet())
            .onItem()
            .transformToUniAndConcatenate(one -> read.ours(one.getKey(), one.getValue()));
    var others =
        Multi.createFrom()
            .iterable(publicUrls)
            .onItem()
            .transformToUniAndConcatenate(read::download);
    return Multi.createBy()
        .concatenating()
        .streams(ours, others)
        .collect()
        .last()
        .replaceWith(() -> Map.copyOf(read.texts));
  }

  /** What was read so far. Its steps follow each other. */
  private final class Reading {
    private final Map<String, String> texts = new HashMap<>();
    private final Bounds bounds;
    private int left;

    private Reading(Bounds bounds) {
      this.bounds = bounds;
      this.left = bounds.bytes();
    }

    private Uni<String> ours(String text, StoredFile file) {
      if (file.size() > left) {
        throw tooLarge();
      }
      return blobs
          .bytes(file.key(), left)
          .map(found -> found.orElseThrow(() -> OwnFiles.gone(file.id())))
          .chain(bytes -> take(text, file.contentType(), bytes));
    }

    private Uni<String> download(String url) {
      return downloads
          .open(url, new Downloads.Bounds(left, bounds.within()))
          .chain(
              download ->
                  whole(download.bytes())
                      .chain(
                          bytes ->
                              take(
                                  url,
                                  download.contentType().orElse(DataUris.UNKNOWN_TYPE),
                                  bytes)));
    }

    private Uni<byte[]> whole(Multi<ByteBuffer> bytes) {
      return bytes
          .collect()
          .in(ByteArrayOutputStream::new, this::append)
          .map(ByteArrayOutputStream::toByteArray);
    }

    private void append(ByteArrayOutputStream all, ByteBuffer part) {
      if (all.size() + part.remaining() > left) {
        throw tooLarge();
      }
      var piece = new byte[part.remaining()];
      part.get(piece);
      all.writeBytes(piece);
    }

    private Uni<String> take(String text, String contentType, byte[] bytes) {
      left -= bytes.length;
      return uris.of(contentType, bytes).invoke(uri -> texts.put(text, uri));
    }

    private FaultException tooLarge() {
      return new FaultException(
          FaultCode.FILE_TOO_LARGE,
          "the files of the input have more bytes together than the %d that this model takes"
              .formatted(bounds.bytes()));
    }
  }
}
