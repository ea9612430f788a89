package dev.millrace.input;

import dev.millrace.blob.BlobStore.Shown;
import dev.millrace.file.StoredFile;
import dev.millrace.provider.Call;
import java.time.Duration;

/** How long, and as what, providers may read. */
final class Signing {
  /** For an upstream that begins late, and for clocks that differ. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private Signing() {}

  static Duration validFor(Call call) {
    return call.attempt().timeout().plus(MARGIN);
  }

  static Shown shown(StoredFile file) {
    return new Shown(file.name(), file.contentType(), false);
  }
}
