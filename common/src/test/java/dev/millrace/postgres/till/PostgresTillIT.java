package dev.millrace.postgres.till;

import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import dev.millrace.till.Till;
import dev.millrace.till.TillContract;
import dev.millrace.till.TillStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two tills, as of two nodes, on one database. */
class PostgresTillIT extends TillContract {
  private static final Database DATABASE = Database.shared();
  private static final Vertx VERTX = Vertx.vertx();

  private final PostgresTillStage stage = new PostgresTillStage(DATABASE);
  private final PostgresTill here = till();
  private final PostgresTill there = till();

  private static PostgresTill till() {
    return new PostgresTill(
        DATABASE.pool(),
        DATABASE::server,
        VERTX,
        InstantSource.system(),
        Settings.of(TillConfig.class, Map.of("millrace.till.recall-within", "PT10S")),
        new SimpleMeterRegistry());
  }

  @BeforeEach
  void open() {
    here.start();
    there.start();
  }

  @AfterEach
  void close() {
    here.stop();
    there.stop();
  }

  @AfterAll
  static void end() {
    VERTX.close();
  }

  @Override
  protected TillStage stage() {
    return stage;
  }

  @Override
  protected Till here() {
    return here;
  }

  @Override
  protected Till there() {
    return there;
  }

  @Override
  protected void giveBackWhatIsIdle() {
    await(here.giveBackAll());
    await(there.giveBackAll());
  }
}
