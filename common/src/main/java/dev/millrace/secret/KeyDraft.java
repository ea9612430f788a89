package dev.millrace.secret;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A provider key that is being written: a new one, or what an old one is to be. */
public final class KeyDraft {
  private static final int LONG_ENOUGH_TO_SHOW = 12;
  private static final int SHOWN = 4;

  private final UUID id;
  private final AccountId account;
  private final String provider;
  private final Optional<Instant> createdAt;
  private Optional<UUID> onlyFor = Optional.empty();
  private String name;
  private String preview = "";
  private boolean active = true;
  private boolean isDefault;
  private Optional<URI> baseUrl = Optional.empty();
  private List<String> models = List.of();
  private Sealed sealed;
  private SecretLabel label = SecretLabel.NONE;
  private ObjectNode settings = JsonNodeFactory.instance.objectNode();
  private Optional<KeptKey.Tested> tested = Optional.empty();

  private KeyDraft(UUID id, AccountId account, String provider, Optional<Instant> createdAt) {
    this.id = id;
    this.account = account;
    this.provider = provider;
    this.createdAt = createdAt;
  }

  /** A new key, which lacks its name and the secret yet. */
  public static KeyDraft of(AccountId account, UUID id, String provider) {
    return new KeyDraft(id, account, provider, Optional.empty());
  }

  /** What a key is to be, so far as it is. */
  public static KeyDraft from(KeptKey kept) {
    var key = kept.key();
    var draft = new KeyDraft(key.id(), key.account(), key.provider(), Optional.of(key.createdAt()));
    draft.preview = key.preview();
    draft.sealed = key.sealed();
    draft.tested = kept.tested();
    return draft
        .named(key.name())
        .onlyFor(key.onlyFor())
        .active(key.active())
        .isDefault(key.isDefault())
        .at(key.baseUrl())
        .models(key.models())
        .labelled(kept.label())
        .settings(kept.settings());
  }

  public KeyDraft named(String text) {
    name = text;
    return this;
  }

  public KeyDraft onlyFor(Optional<UUID> apiKey) {
    onlyFor = apiKey;
    return this;
  }

  public KeyDraft active(boolean is) {
    active = is;
    return this;
  }

  public KeyDraft isDefault(boolean is) {
    isDefault = is;
    return this;
  }

  public KeyDraft at(Optional<URI> url) {
    baseUrl = url;
    return this;
  }

  public KeyDraft models(List<String> names) {
    models = List.copyOf(names);
    return this;
  }

  public KeyDraft labelled(SecretLabel said) {
    label = said;
    return this;
  }

  public KeyDraft settings(ObjectNode kept) {
    settings = kept;
    return this;
  }

  /** Takes another secret, which nobody has shown to the provider yet. */
  public KeyDraft holding(String secret, Sealer sealer) {
    sealed = sealer.seal(account, id, secret);
    preview = previewOf(secret);
    tested = Optional.empty();
    return this;
  }

  /** Its last characters, if it is so long that they do not give it away. */
  static String previewOf(String secret) {
    return secret.length() < LONG_ENOUGH_TO_SHOW ? "" : secret.substring(secret.length() - SHOWN);
  }

  /** The key as it is from now on. */
  public KeptKey done(Instant now) {
    return new KeptKey(
        new ProviderKey(
            id,
            account,
            onlyFor,
            name,
            provider,
            preview,
            active,
            isDefault,
            baseUrl,
            models,
            sealed,
            createdAt.orElse(now),
            now),
        label,
        settings,
        tested);
  }
}
