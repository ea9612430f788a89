package dev.millrace.request;

import java.util.Optional;
import java.util.UUID;

/**
 * On what basis a request runs: who pays the provider, and which of the account's model
 * configurations it follows.
 *
 * @param providerKey with which key of the account's own the provider is called; there exactly when
 *     the payer is the account itself
 * @param configuration the model configuration whose settings were applied
 */
public record Basis(Payer payer, Optional<UUID> providerKey, Optional<UUID> configuration) {
  /** Who pays the provider. In lower case these are the values in the column. */
  public enum Payer {
    /** We do, and the account's credit pays us. */
    PLATFORM,
    /** The account does, by a provider key of its own: the request is metered and never charged. */
    ACCOUNT,
    /** Nobody: a test key calls, no provider is reached, and nothing is charged. */
    NOBODY
  }

  /** As most requests run. */
  public static final Basis PLATFORM =
      new Basis(Payer.PLATFORM, Optional.empty(), Optional.empty());

  public Basis {
    if (providerKey.isPresent() != (payer == Payer.ACCOUNT)) {
      throw new IllegalArgumentException("a provider key is for what the account itself pays");
    }
  }

  /** By an own key of the account. */
  public static Basis ofOwnKey(UUID providerKey) {
    return new Basis(Payer.ACCOUNT, Optional.of(providerKey), Optional.empty());
  }

  /** Of a test key. */
  public static Basis ofTest() {
    return new Basis(Payer.NOBODY, Optional.empty(), Optional.empty());
  }

  public Basis following(Optional<UUID> which) {
    return new Basis(payer, providerKey, which);
  }

  /** Whether it costs the account's credit. */
  public boolean isCharged() {
    return payer == Payer.PLATFORM;
  }
}
