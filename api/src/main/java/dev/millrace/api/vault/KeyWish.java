package dev.millrace.api.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.provider.settings.HttpUrl;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.ProviderNames;
import dev.millrace.secret.Sealer;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a body wants of a provider key. Pure.
 *
 * @param holder whom it is to be for; empty: nothing is said
 */
record KeyWish(
    Optional<String> name,
    Optional<String> secret,
    Optional<Boolean> active,
    Optional<Boolean> isDefault,
    Optional<Holder> holder,
    Optional<URI> baseUrl,
    Optional<ObjectNode> settings) {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_URL = 2000;
  private static final int LARGEST_SETTINGS = 4000;
  private static final String BASE_URL = "baseUrl";

  /** Whose servers are anywhere. */
  private static final Set<String> ELSEWHERE = Set.of(ProviderKey.COMPATIBLE, "azure");

  /** Who may use a key: one API key, or all of the account. */
  record Holder(Optional<UUID> only) {}

  /** Reads a body; its provider is left to the reader. */
  static KeyWish of(Said said) {
    return new KeyWish(
        said.text("name", LONGEST_NAME),
        said.key("apiKey"),
        said.bool("isActive"),
        said.bool("isDefault"),
        holder(said),
        url(said),
        settings(said));
  }

  static Optional<Holder> holder(Said said) {
    return said.mentions("onlyFor")
        ? Optional.of(new Holder(said.id("onlyFor")))
        : Optional.empty();
  }

  private static Optional<ObjectNode> settings(Said said) {
    var settings = said.object("settings", LARGEST_SETTINGS);
    return settings.isEmpty() && said.mentions("settings")
        ? Optional.of(JsonNodeFactory.instance.objectNode())
        : settings;
  }

  /** The address in a body; whether it may be called is asked elsewhere. */
  static Optional<URI> url(Said said) {
    return said.text(BASE_URL, LONGEST_URL).map(KeyWish::parsed);
  }

  private static URI parsed(String text) {
    return HttpUrl.parse(text.strip())
        .filter(url -> url.getRawQuery() == null)
        .orElseThrow(
            () ->
                Refusal.of(
                    BASE_URL,
                    "format",
                    "must be an http or https URL up to and with the version, without user, query and fragment"));
  }

  /** The provider in a body. */
  static Optional<String> provider(Said said) {
    return said.text("provider", LONGEST_NAME)
        .map(
            text ->
                ProviderNames.parse(text)
                    .orElseThrow(
                        () ->
                            Refusal.of(
                                "provider",
                                "pattern",
                                "must be a word such as %s"
                                    .formatted(String.join(", ", ProviderNames.list())))));
  }

  /** Fails when the address does not fit the provider. */
  void checkAddress(String provider) {
    if (baseUrl.isPresent() && !ELSEWHERE.contains(provider)) {
      throw Refusal.of(
          BASE_URL,
          "not",
          "is for the providers openai-compatible and azure; %s is where it always is"
              .formatted(provider));
    }
  }

  /** Fails when a new key lacks what it needs. */
  void checkWhole(String provider) {
    if (secret.isEmpty()) {
      throw Refusal.of("apiKey", "required", "is required");
    }
    if (baseUrl.isEmpty() && provider.equals(ProviderKey.COMPATIBLE)) {
      throw Refusal.of(
          BASE_URL, "required", "is required: where the server is, such as https://host/v1");
    }
  }

  /**
   * Fails when a stored key would go to another server than its owner gave it for: who may change a
   * key is not who may read it.
   */
  void checkChange(ProviderKey before) {
    if (baseUrl.isPresent() && !baseUrl.equals(before.baseUrl()) && secret.isEmpty()) {
      throw Refusal.of(
          "apiKey",
          "required",
          "is required with another baseUrl: a stored key stays with its server");
    }
  }

  /** The draft with what is wished for. */
  KeyDraft in(KeyDraft draft, Sealer sealer) {
    name.ifPresent(draft::named);
    active.ifPresent(draft::active);
    isDefault.ifPresent(draft::isDefault);
    holder.map(Holder::only).ifPresent(draft::onlyFor);
    settings.ifPresent(draft::settings);
    secret.ifPresent(text -> draft.holding(text, sealer));
    baseUrl.ifPresent(url -> draft.at(Optional.of(url)));
    return draft;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "KeyWish" + name.map(text -> "[" + text + "]").orElse("[]");
  }
}
