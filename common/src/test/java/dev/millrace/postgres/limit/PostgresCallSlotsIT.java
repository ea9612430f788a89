package dev.millrace.postgres.limit;

import dev.millrace.limit.CallSlots;
import dev.millrace.limit.CallSlotsContract;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresCallSlotsIT extends CallSlotsContract {
  private static final Database DATABASE = Database.shared();
  private static final Vertx VERTX = Vertx.vertx();

  private final Vertx mortal = Vertx.vertx();
  private final PostgresCallSlots here = slots(mortal);
  private final PostgresCallSlots there = slots(VERTX);

  private static PostgresCallSlots slots(Vertx vertx) {
    return new PostgresCallSlots(
        DATABASE.pool(),
        InstantSource.system(),
        Settings.of(
            LeaseConfig.class,
            Map.of(
                "millrace.limits.heartbeat-every", "PT0.2S",
                "millrace.limits.presumed-dead-after", "PT1S")),
        vertx);
  }

  @BeforeEach
  void start() {
    here.start();
    there.start();
  }

  @AfterEach
  void stop() {
    there.stop();
    mortal.close();
  }

  @AfterAll
  static void end() {
    VERTX.close();
  }

  @Override
  protected CallSlots here() {
    return here;
  }

  @Override
  protected CallSlots there() {
    return there;
  }

  /** Its timers stop with it. */
  @Override
  protected void killHere() {
    mortal.close().toCompletionStage().toCompletableFuture().join();
  }
}
