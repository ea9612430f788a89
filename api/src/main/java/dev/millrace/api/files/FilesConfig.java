package dev.millrace.api.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How files are handed out. */
@ConfigMapping(prefix = "millrace.files")
public interface FilesConfig {
  /** How long the signed URL works that a file's own URL redirects to. */
  @WithDefault("PT5M")
  Duration signedFor();

  /** Whether files go through the api; else their readers are redirected to the store. */
  @WithDefault("false")
  boolean relay();

  /** Files that go through one process at once; of one account's files a quarter of them. */
  @WithDefault("64")
  int relaysAtOnce();

  /** How long a reader may take nothing of a file that goes through us before we hang up. */
  @WithDefault("PT30S")
  Duration relayStall();

  /** How long a signed URL works to which a caller may PUT bytes; a PUT that has begun may end. */
  @WithDefault("PT5M")
  Duration uploadSignedFor();
}
