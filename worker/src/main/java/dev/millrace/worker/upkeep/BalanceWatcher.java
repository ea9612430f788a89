package dev.millrace.worker.upkeep;

import dev.millrace.worker.webhook.BalanceTeller;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Looks at balances for alerts, beside and not within what changes them. */
@ApplicationScoped
class BalanceWatcher {
  private final Rounds rounds;

  BalanceWatcher(Vertx vertx, BalanceTeller teller, UpkeepConfig config) {
    this.rounds = new Rounds(vertx, "watching balances", config.balancesEvery(), teller::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }
}
