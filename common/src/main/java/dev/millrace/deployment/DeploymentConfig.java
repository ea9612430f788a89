package dev.millrace.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What is said about the platform as a whole. */
@ConfigMapping(prefix = "millrace")
public interface DeploymentConfig {
  /**
   * {@code production} refuses to become ready with dangerous settings; {@code development} warns.
   */
  @WithDefault("production")
  Deployment deployment();

  /** Where clients reach the api, such as {@code https://api.example.com}. */
  Optional<String> publicUrl();

  /** What the operator's own routes ask for. */
  Admin admin();

  /** Of PostgreSQL, only what can be dangerous. */
  Postgres postgres();

  /** Of S3, only what can be dangerous. */
  S3 s3();

  /** Of the account made at start, only what can be dangerous. */
  Bootstrap bootstrap();

  /** The operator's routes. */
  interface Admin {
    /** The key that opens {@code /admin}; without one nothing does. */
    Optional<String> key();
  }

  /** PostgreSQL. */
  interface Postgres {
    /** Such as {@code postgresql://host:5432/millrace}; serves both drivers. */
    String url();

    String username();

    /** Empty is refused in production. */
    Optional<String> password();
  }

  /** S3. */
  interface S3 {
    /** Plain HTTP to this machine with well-known credentials is refused in production. */
    Optional<String> endpoint();

    /** Compared with the well-known ones. */
    Optional<String> accessKey();
  }

  /** The account made at start. */
  interface Bootstrap {
    /** When set, an account with this key exists. */
    Optional<String> key();
  }
}
