package dev.millrace.s3;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where bytes are stored. */
@ConfigMapping(prefix = "millrace.s3")
public interface S3Config {
  /** An S3-compatible server; absent means Amazon's own for the region. */
  Optional<URI> endpoint();

  /** Where clients reach that server, when they see it under another name than we do. */
  Optional<URI> publicEndpoint();

  @WithDefault("us-east-1")
  String region();

  @WithDefault("millrace")
  String bucket();

  /** Absent: the usual AWS chain of environment, profile and instance role. */
  Optional<String> accessKey();

  Optional<String> secretKey();

  /** Whether the bucket stands in the path rather than in the host name. */
  @WithDefault("true")
  boolean pathStyle();

  /** How long one call may take. */
  @WithDefault("PT60S")
  Duration callTimeout();

  /** Whether the bucket is made when it is missing. */
  @WithDefault("true")
  boolean makeBucket();
}
