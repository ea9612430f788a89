package dev.millrace.api.till;

import dev.millrace.postgres.limit.PostgresCallSlots;
import dev.millrace.postgres.till.PostgresTill;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Opens the till with the api, and closes it once nobody is answered any more; and likewise what
 * keeps the calls that are under way at the same time.
 */
@ApplicationScoped
class TillKeeper {
  private final PostgresTill till;
  private final PostgresCallSlots slots;

  TillKeeper(PostgresTill till, PostgresCallSlots slots) {
    this.till = till;
    this.slots = slots;
  }

  void onStart(@Observes StartupEvent start) {
    till.start();
    slots.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    till.stop();
    slots.stop();
  }
}
