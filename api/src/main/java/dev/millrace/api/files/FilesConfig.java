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

  /** How long a signed URL works to which a caller may PUT bytes; a PUT that has begun may end. */
  @WithDefault("PT5M")
  Duration uploadSignedFor();
}
