package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.request.Basis.Payer;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The model configurations of accounts, of which there is one at the most for a model and provider
 * key. Each Uni fails only when the database does not answer. Contract:
 * ModelConfigurationsContract.
 */
public interface ModelConfigurations {
  /** How often requests are counted that followed a configuration, at the most. */
  int MOST_COUNTED = 10_000;

  /** What became of a configuration that was to be kept, or changed. */
  enum Made {
    APPLIED,
    /** The account has as many as it may; nothing was done. */
    TOO_MANY,
    /** The account has another one of this model and provider key; nothing was done. */
    TAKEN,
    /** It is not as it was read, or is gone; nothing was done. */
    CHANGED,
    ACCOUNT_UNKNOWN
  }

  /**
   * How often a configuration was followed.
   *
   * @param requests that are still known; {@link #MOST_COUNTED} stands for more too
   */
  record Use(long requests, Optional<Instant> last) {}

  /**
   * A request that followed a configuration.
   *
   * @param charged what it cost the account's credit
   * @param usage what it used, once it is known
   * @param took how long the provider worked, once that is known
   */
  record Run(
      RequestId request,
      ModelName model,
      Payer payer,
      Money charged,
      Optional<Usage> usage,
      Optional<Duration> took,
      Instant at) {}

  /** All of them, the one that was made last first. */
  Uni<List<ModelConfiguration>> list(AccountId account);

  /** Empty when the account has none of this id. */
  Uni<Optional<ModelConfiguration>> find(AccountId account, UUID id);

  /**
   * Keeps a new one, which is no default. Never CHANGED.
   *
   * @param most that the account may have
   */
  Uni<Made> create(ModelConfiguration configuration, int most);

  /**
   * Changes provider key, settings, and whether it is enabled. APPLIED, TAKEN or CHANGED.
   *
   * @param before as it was read
   */
  Uni<Made> update(ModelConfiguration before, ModelConfiguration after);

  /** Returns false when there is none of this id. */
  Uni<Boolean> delete(AccountId account, UUID id);

  /**
   * Makes one the default of its provider, in the place of any other.
   *
   * @return as it stands then; empty when there is none of this id
   */
  Uni<Optional<ModelConfiguration>> makeDefault(AccountId account, UUID id, Instant now);

  /** How often each of the account's was followed. */
  Uni<Map<UUID, Use>> uses(AccountId account);

  /** The requests of the account that followed one, newest first. */
  Uni<List<Run>> runs(AccountId account, UUID id, int most);
}
