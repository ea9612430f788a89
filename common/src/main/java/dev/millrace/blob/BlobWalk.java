package dev.millrace.blob;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Goes through all objects, to find those that nobody knows of. */
public interface BlobWalk {
  /**
   * The next objects in the order of their keys.
   *
   * @param prefix only keys that begin so
   * @param after the last key of the page before; "" at the beginning
   */
  Uni<List<Seen>> next(String prefix, String after, int atMost);

  /** An object and when it was written. */
  record Seen(String key, Instant writtenAt) {}
}
