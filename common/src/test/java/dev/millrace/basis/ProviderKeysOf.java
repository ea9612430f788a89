package dev.millrace.basis;

import dev.millrace.account.AccountId;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.TestSealer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Own keys of one account for tests, and what opens them. */
public final class ProviderKeysOf {
  public static final Sealer SEALER = TestSealer.under("test");
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  private final AccountId account;

  public ProviderKeysOf(AccountId account) {
    this.account = account;
  }

  /** The usual key for a provider. */
  public ProviderKey usual(String provider, String secret) {
    return draft(provider, secret).isDefault(true).done(MADE).key();
  }

  /** A key that is used where it is named alone. */
  public ProviderKey named(String provider, String secret) {
    return draft(provider, secret).done(MADE).key();
  }

  /** One for a server of the account's own. */
  public ProviderKey ofServer(String name, String url, String... models) {
    return draft(ProviderKey.COMPATIBLE, "server-secret")
        .named(name)
        .at(Optional.of(URI.create(url)))
        .models(List.of(models))
        .done(MADE)
        .key();
  }

  /** Its raw form, to be changed further. */
  public KeyDraft draft(String provider, String secret) {
    return KeyDraft.of(account, UUID.randomUUID(), provider)
        .named("my " + provider)
        .holding(secret, SEALER);
  }
}
