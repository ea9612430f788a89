package dev.millrace.fetch;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Reads what a URL names, from the public internet and from nowhere else. */
public interface Downloads {
  /**
   * Begins to read. Fails with a {@link dev.millrace.fault.FaultException}: URL_FORBIDDEN when the
   * URL must not be called (private, loopback and link-local addresses, credentials, odd ports,
   * also behind a redirect), URL_UNREACHABLE when nothing came or it was no success, FILE_TOO_LARGE
   * when it says that it is larger than may be.
   */
  Uni<Download> open(String url, Bounds bounds);

  /**
   * How much of it may be read.
   *
   * @param bytes more than these is FILE_TOO_LARGE, as soon as it is known
   * @param within the whole of it, from its beginning
   */
  record Bounds(long bytes, Duration within) {}

  /**
   * What comes.
   *
   * @param contentType as the server says, without parameters; empty when it does not
   * @param name the last step of the URL's path, as it stands there; may be empty
   * @param size as the server says
   * @param bytes to be subscribed to once, and soon; read as fast as they are asked for; fails as
   *     {@link #open} does. Cancelling closes the connection
   */
  record Download(
      Optional<String> contentType, String name, Optional<Long> size, Multi<ByteBuffer> bytes) {}
}
