package dev.millrace.api.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.secret.NamedSecret;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.ProviderNames;
import dev.millrace.secret.SecretLabel;
import dev.millrace.secret.SecretLabel.Audience;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A secret that a body wants kept. Pure.
 *
 * @param name in upper case
 * @param kind empty for a provider's key
 * @param onlyFor the API key that it is for; empty: all of the account
 */
record SecretWish(
    String name,
    String value,
    Optional<NamedSecret.Kind> kind,
    Optional<Audience> audience,
    Optional<String> description,
    Optional<UUID> onlyFor) {
  private static final String PROVIDER = "provider";
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_DESCRIPTION = 500;

  /**
   * Reads a body. Fails as {@link Said} does.
   *
   * @param callingKey whom a secret is for that is not for the whole account
   */
  static SecretWish of(ObjectNode body, UUID callingKey) {
    var said = new Said(body);
    var name = nameOf(said.required("name", LONGEST_NAME));
    var kind = kind(said);
    var wish =
        new SecretWish(
            name,
            kind.isEmpty() ? said.requiredKey("value") : said.requiredSecret("value"),
            kind,
            audience(said),
            said.text("description", LONGEST_DESCRIPTION),
            onlyFor(said, callingKey));
    said.refuseOthers();
    wish.checkName();
    return wish;
  }

  /** A name as it is kept. */
  static String nameOf(String text) {
    var name = text.toUpperCase(Locale.ROOT);
    if (!NamedSecret.isName(name)) {
      throw Refusal.of("name", "pattern", "must have letters, digits and underscores only");
    }
    return name;
  }

  private static Optional<NamedSecret.Kind> kind(Said said) {
    var word = said.text("category", LONGEST_NAME).orElse(PROVIDER);
    return word.equals(PROVIDER)
        ? Optional.empty()
        : Optional.of(
            NamedSecret.Kind.parse(word)
                .orElseThrow(
                    () -> Refusal.of("category", "enum", "must be provider, tool or custom")));
  }

  private static Optional<Audience> audience(Said said) {
    return said.text("scope", LONGEST_NAME)
        .map(
            word ->
                Audience.parse(word)
                    .orElseThrow(
                        () ->
                            Refusal.of(
                                "scope", "enum", "must be all, agents, tools or sandboxes")));
  }

  private static Optional<UUID> onlyFor(Said said, UUID callingKey) {
    var named = said.id("onlyFor");
    var orgWide = said.bool("orgWide");
    if (named.isPresent() && orgWide.orElse(false)) {
      throw Refusal.of(
          "orgWide", "not", "contradicts onlyFor: it is for one API key, or for the account");
    }
    return named.isEmpty() && !orgWide.orElse(true) ? Optional.of(callingKey) : named;
  }

  private void checkName() {
    if (kind.isPresent()) {
      if (ProviderNames.knownOfSecret(name).isPresent()) {
        throw Refusal.of(
            "category", "enum", "must be provider: the name is that of a provider's key");
      }
    } else if (provider().equals(ProviderKey.COMPATIBLE)) {
      throw Refusal.of(
          "name",
          "not",
          "is for a server of your own, which needs its address: POST /v1/provider-keys");
    }
  }

  /** Whose key it is; for a provider's key. */
  String provider() {
    return ProviderNames.ofSecret(name)
        .orElseThrow(
            () ->
                Refusal.of(
                    "name",
                    "pattern",
                    "must be that of a provider's key such as OPENAI_API_KEY; what is no provider's has the category tool or custom"));
  }

  /** What is said of it. */
  SecretLabel label() {
    return over(SecretLabel.NONE);
  }

  /** What is said of it over what was said before. */
  SecretLabel over(SecretLabel before) {
    return new SecretLabel(audience.orElse(before.audience()), description.or(before::description));
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "SecretWish[" + name + "]";
  }
}
