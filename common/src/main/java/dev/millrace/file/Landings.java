package dev.millrace.file;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Files made of bytes that came under a key of their own, beside their upload's. */
public interface Landings {
  /**
   * Makes a file of an upload, once: whoever comes second gets nothing, and neither does who comes
   * after the upload was given up. What may lie under the upload's own key is doomed, from when
   * nobody can bring it any more.
   *
   * @param key where the bytes are
   * @param found what they are
   */
  Uni<Optional<StoredFile>> land(
      UUID upload, String key, Uploads.Found found, ShelvedFile.Source source, Instant at);
}
