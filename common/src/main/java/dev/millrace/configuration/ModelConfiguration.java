package dev.millrace.configuration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How an account has set up a model: calls that name the model follow it, where they say nothing
 * else.
 *
 * @param provider whose model it is, such as {@code openai}
 * @param modelId the model as calls name it, {@code owner/alias}
 * @param providerKey the account's own key that its calls use; empty: the account's default key of
 *     the provider if there is one, else the platform's
 * @param enabled whether calls follow it
 * @param isDefault whether calls follow it that name its provider only; at most one of an account
 *     and provider
 * @param settings values for fields of the model, by their names in the configuration's own words
 */
public record ModelConfiguration(
    UUID id,
    AccountId account,
    String provider,
    String modelId,
    Optional<UUID> providerKey,
    boolean enabled,
    boolean isDefault,
    ObjectNode settings,
    Instant createdAt,
    Instant updatedAt) {
  public ModelConfiguration {
    settings = settings.deepCopy();
  }
}
