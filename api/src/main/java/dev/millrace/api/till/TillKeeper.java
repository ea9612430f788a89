package dev.millrace.api.till;

import dev.millrace.postgres.till.PostgresTill;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Opens the till with the api, and closes it once nobody is answered any more. */
@ApplicationScoped
class TillKeeper {
  private final PostgresTill till;

  TillKeeper(PostgresTill till) {
    this.till = till;
  }

  void onStart(@Observes StartupEvent start) {
    till.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    till.stop();
  }
}
