package dev.millrace.vault;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Asks providers about keys of theirs, in the cheapest way that they offer. Nothing is run there.
 */
public interface KeyTester {
  /**
   * A key, and whom to ask about it.
   *
   * @param baseUrl where its owner says that the provider is; empty: where everybody finds it
   * @param secret the key itself
   */
  record Asked(String provider, Optional<URI> baseUrl, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "a key of " + provider;
    }
  }

  /**
   * What a provider says of a key.
   *
   * @param status of its reply
   * @param message for the key's owner, without the key
   */
  record Verdict(boolean valid, int status, String message) {}

  /** A model as a provider lists it. */
  record Listed(String id, Optional<String> ownedBy) {}

  /**
   * Whether the provider takes the key. Fails with a fault: of the provider when it does not say,
   * of INVALID_INPUT when nobody knows how to ask it, of URL_FORBIDDEN when its address must not be
   * called.
   */
  Uni<Verdict> test(Asked key);

  /** The models that the provider has for the key. Fails as {@link #test} does; bounded. */
  Uni<List<Listed>> models(Asked key);

  /**
   * What is wrong with an address for a provider, as a clause about it; empty when it may be
   * called.
   */
  Uni<Optional<String>> problem(String url);
}
