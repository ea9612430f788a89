package dev.millrace.api.admin;

import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.NewAccount;
import dev.millrace.ledger.Accounts;
import dev.millrace.ledger.KeyRing;
import dev.millrace.money.Money;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Opens the account that the configuration names, unless its key is known already. When two nodes
 * start at once, the unique constraint on the key's digest lets one of them do it.
 */
@ApplicationScoped
public class Bootstrap {
  private final BootstrapConfig config;
  private final KeyRing keys;
  private final Accounts accounts;
  private final InstantSource clock;

  Bootstrap(BootstrapConfig config, KeyRing keys, Accounts accounts, InstantSource clock) {
    this.config = config;
    this.keys = keys;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** After Flyway, and before the first call is taken: whoever knows the key can use it at once. */
  void start(@Observes StartupEvent start) throws Throwable {
    var key = config.key().filter(text -> !text.isBlank());
    if (key.isPresent()) {
      var account = account(key.get());
      VertxContextSupport.subscribeAndAwait(() -> openOnce(account));
    }
  }

  /** Fails the start when the key is not one of ours: nobody could ever call with it. */
  NewAccount account(String key) {
    var parsed =
        ApiKey.parse(key)
            .filter(text -> text.kind() != ApiKey.Kind.ADMIN)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "millrace.bootstrap.key must be a generated key that begins with mr_live_"
                            + " or mr_test_"));
    var id = AccountId.next(clock.instant(), new SecureRandom());
    return new NewAccount(
        id, config.name(), config.plan(), Money.exactly(config.credit()), parsed, clock.instant());
  }

  Uni<Void> openOnce(NewAccount account) {
    return keys.ownerOf(account.key().sha256())
        .chain(
            owner ->
                owner.isPresent() ? Uni.createFrom().voidItem() : open(account).replaceWithVoid());
  }

  private Uni<Accounts.Opened> open(NewAccount account) {
    return accounts
        .open(account)
        .invoke(
            opened -> Log.infof("bootstrap account: account=%s outcome=%s", account.id(), opened));
  }
}
