package dev.millrace.deployment;

import java.util.Optional;

/** The settings that {@link Danger} looks at; an empty text counts as absent. */
public record Settings(
    Optional<String> publicUrl,
    Optional<String> adminKey,
    Optional<String> postgresPassword,
    Optional<String> s3Endpoint,
    Optional<String> s3AccessKey,
    Optional<String> bootstrapKey) {

  public static Settings of(DeploymentConfig config) {
    return new Settings(
        config.publicUrl(),
        config.admin().key(),
        config.postgres().password(),
        config.s3().endpoint(),
        config.s3().accessKey(),
        config.bootstrap().key());
  }

  public Settings {
    publicUrl = publicUrl.filter(text -> !text.isBlank());
    adminKey = adminKey.filter(text -> !text.isBlank());
    postgresPassword = postgresPassword.filter(text -> !text.isBlank());
    s3Endpoint = s3Endpoint.filter(text -> !text.isBlank());
    s3AccessKey = s3AccessKey.filter(text -> !text.isBlank());
    bootstrapKey = bootstrapKey.filter(text -> !text.isBlank());
  }
}
