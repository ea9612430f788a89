package dev.millrace.api.configuration;

import dev.millrace.api.announce.Announcer;
import dev.millrace.api.http.key.Caller;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.id.UuidV7;
import dev.millrace.notice.Notice;
import dev.millrace.vault.ModelConfigurations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes, shows, changes and deletes the configurations of one account. Another account's are as
 * unknown as ones that never were. Each change is told to all processes before it is answered.
 */
@ApplicationScoped
class ConfigDesk {
  /** Configurations that an account may have; each call of it reads them all. */
  static final int MOST = 200;

  private final ModelConfigurations configurations;
  private final NamedKeys keys;
  private final Offers offers;
  private final ConfigCheck check;
  private final Announcer announcer;
  private final InstantSource clock;

  ConfigDesk(
      ModelConfigurations configurations,
      NamedKeys keys,
      Offers offers,
      ConfigCheck check,
      Announcer announcer,
      InstantSource clock) {
    this.configurations = configurations;
    this.keys = keys;
    this.offers = offers;
    this.check = check;
    this.announcer = announcer;
    this.clock = clock;
  }

  Uni<List<ConfigView>> list(Caller caller) {
    return configurations
        .list(caller.account())
        .map(found -> found.stream().map(one -> view(caller, one)).toList());
  }

  private ConfigView view(Caller caller, ModelConfiguration one) {
    return ConfigView.of(one, offers.of(caller, one));
  }

  /**
   * Fails with a fault that names the field, with NOT_FOUND for a provider key, with MODEL_UNKNOWN
   * or MODEL_FORBIDDEN, and with CONFLICT when there are too many, or there is one like it.
   */
  Uni<ConfigView> create(Caller caller, ConfigBody body) {
    var wanted = body.wanted();
    var offer = check.offer(caller, wanted.provider(), wanted.modelId());
    return keys.find(caller.account(), wanted.providerKey())
        .invoke(key -> check.admit(caller, offer, key))
        .map(key -> made(caller, offer, wanted))
        .chain(made -> keep(caller, made));
  }

  private ModelConfiguration made(Caller caller, Offer offer, ConfigBody.Wanted wanted) {
    var now = now();
    return new ModelConfiguration(
        UuidV7.next(now, ThreadLocalRandom.current()),
        caller.account(),
        offer.provider(),
        offer.modelId(),
        wanted.providerKey(),
        wanted.enabled(),
        false,
        ConfigCheck.settings(offer.model(), wanted.settings()),
        now,
        now);
  }

  private Uni<ConfigView> keep(Caller caller, ModelConfiguration made) {
    return configurations
        .create(made, MOST)
        .invoke(became -> ConfigRefusal.unlessMade(became, MOST))
        .chain(became -> told(caller, made));
  }

  /** Fails as {@link #create} does, and with CONFLICT when somebody else changed it meanwhile. */
  Uni<ConfigView> update(Caller caller, String id, ConfigBody body) {
    return found(caller, id)
        .chain(
            before -> {
              var change = body.change(before.providerKey(), before.enabled());
              return checkKey(before, change)
                  .map(checked -> changed(caller, before, change))
                  .chain(after -> change(caller, before, after));
            });
  }

  /** A key that stays may be gone by now. */
  private Uni<Void> checkKey(ModelConfiguration before, ConfigBody.Change change) {
    return change.providerKey().equals(before.providerKey())
        ? Uni.createFrom().voidItem()
        : keys.find(before.account(), change.providerKey())
            .invoke(key -> key.ifPresent(own -> ConfigCheck.checkProvider(own, before.provider())))
            .replaceWithVoid();
  }

  private ModelConfiguration changed(
      Caller caller, ModelConfiguration before, ConfigBody.Change change) {
    var settings =
        change
            .settings()
            .map(
                said ->
                    ConfigCheck.settings(
                        offers.of(caller, before).orElseThrow(ConfigRefusal::unknownModel).model(),
                        said))
            .orElse(before.settings());
    return new ModelConfiguration(
        before.id(),
        before.account(),
        before.provider(),
        before.modelId(),
        change.providerKey(),
        change.enabled(),
        before.isDefault(),
        settings,
        before.createdAt(),
        now());
  }

  private Uni<ConfigView> change(
      Caller caller, ModelConfiguration before, ModelConfiguration after) {
    return configurations
        .update(before, after)
        .invoke(became -> ConfigRefusal.unlessMade(became, MOST))
        .chain(became -> told(caller, after));
  }

  /** Enables or disables one. Fails as {@link #update} does. */
  Uni<ConfigView> toggle(Caller caller, String id, ConfigBody body) {
    var enabled = body.enabled();
    return found(caller, id)
        .chain(
            before ->
                change(
                    caller,
                    before,
                    changed(
                        caller,
                        before,
                        new ConfigBody.Change(before.providerKey(), enabled, Optional.empty()))));
  }

  /** Fails with NOT_FOUND. */
  Uni<ConfigView> makeDefault(Caller caller, String id) {
    return configurations
        .makeDefault(caller.account(), ConfigRefusal.idOf(id), now())
        .map(made -> made.orElseThrow(ConfigRefusal::unknown))
        .chain(made -> told(caller, made));
  }

  /** Fails with NOT_FOUND. */
  Uni<Void> delete(Caller caller, String id) {
    return configurations
        .delete(caller.account(), ConfigRefusal.idOf(id))
        .invoke(
            wasThere -> {
              if (!wasThere) {
                throw ConfigRefusal.unknown();
              }
            })
        .chain(deleted -> tell(caller));
  }

  /** Fails with NOT_FOUND. */
  Uni<ModelConfiguration> found(Caller caller, String id) {
    return configurations
        .find(caller.account(), ConfigRefusal.idOf(id))
        .map(found -> found.orElseThrow(ConfigRefusal::unknown));
  }

  private Uni<ConfigView> told(Caller caller, ModelConfiguration now) {
    return tell(caller).map(told -> view(caller, now));
  }

  private Uni<Void> tell(Caller caller) {
    return announcer.tell(new Notice.AccountChanged(caller.account()));
  }

  /** No finer than it is kept, so that what was made reads as it was answered. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
