package dev.millrace.fetch;

import dev.millrace.reach.Neighbour;
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
   * when it says that it is larger than may be. Plain http is read too, but where https led once it
   * is not left again.
   */
  Uni<Download> open(String url, Bounds bounds);

  /**
   * How much of it may be read.
   *
   * @param bytes more than these is FILE_TOO_LARGE, as soon as it is known
   * @param within the whole of it, from its beginning
   * @param neighbour a host of the operator's own, which may be called although it is private
   */
  record Bounds(long bytes, Duration within, Optional<Neighbour> neighbour) {
    /** For what callers name: nobody is their neighbour. */
    public Bounds(long bytes, Duration within) {
      this(bytes, within, Optional.empty());
    }
  }

  /**
   * What comes.
   *
   * @param contentType as the server says, in lower case and without parameters; empty when it does
   *     not, or says what is no media type
   * @param name the last step of the path of the URL that was asked for, as it stands there; may be
   *     empty
   * @param size as the server says
   * @param bytes to be subscribed to once, and soon; read as fast as they are asked for; fails as
   *     {@link #open} does. Cancelling closes the connection
   */
  record Download(
      Optional<String> contentType, String name, Optional<Long> size, Multi<ByteBuffer> bytes) {}
}
