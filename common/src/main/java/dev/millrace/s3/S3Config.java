package dev.millrace.s3;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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

  /** Connections to the store in one process; a stream holds one as long as it runs. */
  @WithDefault("100")
  int connections();

  /**
   * Parts of streamed uploads that one process holds in memory at once, of 8 MiB each. An upload of
   * unknown size waits for one before it reads on.
   */
  @WithDefault("6")
  int partBuffers();

  /**
   * Origins whose pages may PUT and GET by signed URLs, such as {@code https://app.example.com}:
   * the bucket's CORS rules are set to them at start. Empty: its rules are left alone.
   */
  Optional<List<String>> browserOrigins();
}
