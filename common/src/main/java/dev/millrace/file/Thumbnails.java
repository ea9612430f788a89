package dev.millrace.file;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;

/** What became of the making of thumbnails. */
public interface Thumbnails {
  /**
   * It lies under the file's {@link ReadableFile#thumbnailKey}.
   *
   * @return false when the file has gone meanwhile; the thumbnail's object is doomed then
   */
  Uni<Boolean> made(ReadableFile file, String contentType, Instant at);

  /** None can be made; never to be tried again. */
  Uni<Void> impossible(UUID file);
}
