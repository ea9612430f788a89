package dev.millrace.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Optional;

/**
 * What is said about the platform as a whole. The prefix is not {@code millrace} alone: a mapping
 * of that would refuse every setting that it does not know, and it knows few.
 */
@ConfigMapping(prefix = "millrace.deployment")
public interface DeploymentConfig {
  /**
   * {@code millrace.deployment} itself: {@code production} does not become ready with dangerous
   * settings; {@code development} only warns.
   */
  @WithParentName
  @WithDefault("production")
  Deployment deployment();

  /** Where clients reach the api, such as {@code https://api.example.com}. */
  Optional<String> publicUrl();
}
