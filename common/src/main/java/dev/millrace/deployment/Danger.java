package dev.millrace.deployment;

import dev.millrace.account.ApiKey;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which settings are dangerous in production.
 *
 * <p>Refused is what lets a stranger in: a guessable admin key, a database without a password,
 * storage with credentials that everybody knows, keys that travel in clear, webhooks, downloads and
 * providers in the private network, a proxy that lets every page spend. Warned is what an operator
 * may have reasons for.
 */
public final class Danger {
  private static final Set<String> WELL_KNOWN =
      Set.of("minioadmin", "minio", "local-identity", "millrace", "test", "admin", "access-key");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Danger() {}

  public static List<Finding> in(Settings settings) {
    return Stream.of(
            adminKey(settings.adminKey()),
            password(settings.postgresPassword()),
            storage(settings.s3Endpoint(), settings.s3AccessKey()),
            publicUrl(settings.publicUrl()),
            bootstrap(settings.bootstrapKey()),
            allowPrivate("millrace.webhook.allow-private", settings.webhookAllowPrivate()),
            allowPrivate("millrace.fetch.allow-private", settings.fetchAllowPrivate()),
            allowPrivate("millrace.secrets.allow-private", settings.secretsAllowPrivate()),
            proxyOrigins(settings.proxyOrigins()),
            proxyModels(settings.proxyModels()),
            browserOrigins(settings.browserOrigins()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Finding> adminKey(Optional<String> key) {
    return key.filter(text -> ApiKey.parse(text).isEmpty())
        .map(
            weak ->
                Finding.refused(
                    "millrace.admin.key",
                    "is not a generated key with 256 random bits; generate one or leave it out to"
                        + " switch the admin routes off"));
  }

  private static Optional<Finding> password(Optional<String> password) {
    return password.isPresent()
        ? Optional.empty()
        : Optional.of(
            Finding.refused(
                "millrace.postgres.password", "is empty; give the database a password"));
  }

  private static Optional<Finding> storage(Optional<String> endpoint, Optional<String> accessKey) {
    if (endpoint.isEmpty() || !isPlain(endpoint.get())) {
      return Optional.empty();
    }
    return accessKey.filter(WELL_KNOWN::contains).isPresent()
        ? Optional.of(
            Finding.refused(
                "millrace.s3.access-key",
                "is one that everybody knows, at a plain http endpoint; use storage with keys of"
                    + " its own"))
        : Optional.of(
            Finding.warned(
                "millrace.s3.endpoint", "is plain http; files travel in clear, use https"));
  }

  private static Optional<Finding> publicUrl(Optional<String> url) {
    if (url.isEmpty()) {
      return Optional.of(
          Finding.warned(
              "millrace.deployment.public-url",
              "is not set; links in answers follow the Host header of each call"));
    }
    if (!isPlain(url.get())) {
      return Optional.empty();
    }
    return isLoopback(url.get())
        ? Optional.of(
            Finding.warned(
                "millrace.deployment.public-url",
                "names this machine; clients elsewhere cannot follow the links in answers"))
        : Optional.of(
            Finding.refused(
                "millrace.deployment.public-url",
                "is not https; keys would travel in clear, put TLS before the api"));
  }

  private static Optional<Finding> bootstrap(Optional<String> key) {
    return key.map(
        set ->
            Finding.warned(
                "millrace.bootstrap.key",
                "is set; remove it once the account exists, so that the key lies in one place"
                    + " less"));
  }

  /** Whatever is not plainly false may be read as true. */
  private static Optional<Finding> allowPrivate(String setting, Optional<String> value) {
    return value
        .filter(text -> !text.equalsIgnoreCase("false"))
        .map(
            open ->
                Finding.refused(
                    setting, "lets callers reach the private network through us; leave it out"));
  }

  private static Optional<Finding> proxyOrigins(Optional<String> origins) {
    return origins
        .filter(Danger::namesAll)
        .map(
            all ->
                Finding.refused(
                    "millrace.proxy.origins",
                    "lets the pages of every site spend your credit; list your own origins"));
  }

  private static Optional<Finding> proxyModels(Optional<String> models) {
    return models
        .filter(Danger::namesAll)
        .map(
            all ->
                Finding.refused(
                    "millrace.proxy.models",
                    "lets visitors use every model, the dearest too; list those that your pages"
                        + " need"));
  }

  private static Optional<Finding> browserOrigins(Optional<String> origins) {
    return origins
        .filter(Danger::namesAll)
        .map(
            all ->
                Finding.warned(
                    "millrace.http.browser-origins",
                    "lets the pages of every site read what a token or a public file shows them"));
  }

  /** Whether one entry of a list stands for all. */
  private static boolean namesAll(String list) {
    return Stream.of(list.split(",")).anyMatch(entry -> entry.strip().equals("*"));
  }

  private static boolean isPlain(String url) {
    return !url.toLowerCase(Locale.ROOT).startsWith("https://");
  }

  private static boolean isLoopback(String url) {
    try {
      var host = URI.create(url).getHost();
      return host != null && LOOPBACK.contains(host);
    } catch (IllegalArgumentException e) {
      return false; // no URL at all is no loopback; the caller refuses it
    }
  }
}
