package dev.millrace.blob;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;

/** Bytes by key. Keys are ours: no caller's text becomes part of one. */
public interface BlobStore {
  /** Stores bytes under a key; an object that stands there is replaced. */
  Uni<Void> put(String key, String contentType, byte[] bytes);

  /**
   * A URL that anyone may read for {@code validFor}, downloading as {@code name} with the type it
   * was stored with.
   */
  URI signedGet(String key, String name, Duration validFor);

  /** Deletes the object under a key; one that is not there is as good as deleted. */
  Uni<Void> delete(String key);

  /** Ends when the store answers; fails when it does not. */
  Uni<Void> reach();
}
