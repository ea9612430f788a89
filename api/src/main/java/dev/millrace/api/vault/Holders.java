package dev.millrace.api.vault;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.ledger.ApiKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Knows which API keys something can be kept for. */
@ApplicationScoped
public class Holders {
  private final ApiKeys keys;

  Holders(ApiKeys keys) {
    this.keys = keys;
  }

  /** Fails, naming the field {@code onlyFor}, when the account has no such key that still works. */
  Uni<Void> check(AccountId account, Optional<UUID> apiKey) {
    return apiKey.isEmpty()
        ? Uni.createFrom().voidItem()
        : keys.find(account, apiKey.get())
            .map(
                found ->
                    found
                        .filter(key -> key.history().revokedAt().isEmpty())
                        .orElseThrow(
                            () ->
                                Refusal.of(
                                    "onlyFor",
                                    "enum",
                                    "must be the id of an API key of this account that is not revoked")))
            .replaceWithVoid();
  }
}
