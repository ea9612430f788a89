package dev.millrace.deployment;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The settings that {@link Danger} looks at; an empty text counts as absent. */
public record Settings(
    Optional<String> publicUrl,
    Optional<String> adminKey,
    Optional<String> postgresPassword,
    Optional<String> s3Endpoint,
    Optional<String> s3AccessKey,
    Optional<String> bootstrapKey,
    Optional<String> webhookAllowPrivate,
    Optional<String> fetchAllowPrivate,
    Optional<String> secretsAllowPrivate,
    Optional<String> proxyOrigins,
    Optional<String> proxyModels,
    Optional<String> browserOrigins) {

  /** Reads them by name: most belong to mappings that only one of the applications has. */
  public static Settings of(Config config) {
    return new Settings(
        config.getOptionalValue("millrace.deployment.public-url", String.class),
        config.getOptionalValue("millrace.admin.key", String.class),
        config.getOptionalValue("millrace.postgres.password", String.class),
        config.getOptionalValue("millrace.s3.endpoint", String.class),
        config.getOptionalValue("millrace.s3.access-key", String.class),
        config.getOptionalValue("millrace.bootstrap.key", String.class),
        config.getOptionalValue("millrace.webhook.allow-private", String.class),
        config.getOptionalValue("millrace.fetch.allow-private", String.class),
        config.getOptionalValue("millrace.secrets.allow-private", String.class),
        list(config, "millrace.proxy.origins"),
        list(config, "millrace.proxy.models"),
        list(config, "millrace.http.browser-origins"));
  }

  /** Its values with commas between them, however they are written. */
  private static Optional<String> list(Config config, String name) {
    return config.getOptionalValues(name, String.class).map(values -> String.join(",", values));
  }

  public Settings {
    publicUrl = publicUrl.filter(text -> !text.isBlank());
    adminKey = adminKey.filter(text -> !text.isBlank());
    postgresPassword = postgresPassword.filter(text -> !text.isBlank());
    s3Endpoint = s3Endpoint.filter(text -> !text.isBlank());
    s3AccessKey = s3AccessKey.filter(text -> !text.isBlank());
    bootstrapKey = bootstrapKey.filter(text -> !text.isBlank());
    webhookAllowPrivate = webhookAllowPrivate.filter(text -> !text.isBlank());
    fetchAllowPrivate = fetchAllowPrivate.filter(text -> !text.isBlank());
    secretsAllowPrivate = secretsAllowPrivate.filter(text -> !text.isBlank());
    proxyOrigins = proxyOrigins.filter(text -> !text.isBlank());
    proxyModels = proxyModels.filter(text -> !text.isBlank());
    browserOrigins = browserOrigins.filter(text -> !text.isBlank());
  }
}
