package dev.millrace.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One of a model's ordered ways to a provider.
 *
 * @param name unique within the model; shown in attempts, such as {@code openai-main}
 * @param dialect which provider adapter runs it: {@code local}, {@code openai}, {@code http-async}
 * @param settings the adapter's own settings, already checked by the catalogue to be an object;
 *     environment references such as {@code ${OPENAI_API_KEY}} are resolved in it
 * @param concurrency how much it carries at once; empty without a limit
 * @param files how it hands over the files that an input names
 * @param copiesOutputs whether files that its outputs name by URL are copied into our storage
 * @param provider whose service it leads to, such as {@code openai}
 * @param key with whose credentials
 */
public record Route(
    String name,
    String dialect,
    JsonNode settings,
    Optional<Concurrency> concurrency,
    FilesAs files,
    boolean copiesOutputs,
    String provider,
    RouteKey key) {
  /** A route that the operator can go, of the provider that its dialect and address show. */
  public Route(
      String name,
      String dialect,
      JsonNode settings,
      Optional<Concurrency> concurrency,
      FilesAs files,
      boolean copiesOutputs) {
    this(
        name,
        dialect,
        settings,
        concurrency,
        files,
        copiesOutputs,
        RouteProviders.of(dialect, settings),
        RouteKey.OURS);
  }

  /** A route without a limit. */
  public Route(String name, String dialect, JsonNode settings) {
    this(name, dialect, settings, Optional.empty());
  }

  /** A route that hands files over as most do. */
  public Route(String name, String dialect, JsonNode settings, Optional<Concurrency> concurrency) {
    this(name, dialect, settings, concurrency, FilesAs.SIGNED);
  }

  /** A route whose outputs are copied, as most are. */
  public Route(
      String name,
      String dialect,
      JsonNode settings,
      Optional<Concurrency> concurrency,
      FilesAs files) {
    this(name, dialect, settings, concurrency, files, true);
  }

  /** The same way, of the provider that is named, if one is, and with these credentials. */
  public Route of(Optional<String> named, RouteKey credentials) {
    return new Route(
        name,
        dialect,
        settings,
        concurrency,
        files,
        copiesOutputs,
        named.orElse(provider),
        credentials);
  }

  /** The same way with a key of an account's own. What is limited is what we pay for. */
  public Route withOwnKey(JsonNode with, RouteKey.Own own) {
    return new Route(name, dialect, with, Optional.empty(), files, copiesOutputs, provider, own);
  }

  /** Whether the platform cannot go this way, because the operator has no key for it. */
  public boolean needsKey() {
    return key instanceof RouteKey.Missing;
  }

  /** Whether an account chose where it leads. */
  public boolean leadsElsewhere() {
    return key instanceof RouteKey.Own own && own.leadsElsewhere();
  }

  /** Leaves the settings out: keys are resolved in them. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(name, dialect);
  }
}
