package dev.millrace.postgres.till;

import dev.millrace.money.Money;
import dev.millrace.payload.PayloadStore;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import dev.millrace.till.HandClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** A till with a clock of its own and settings of the test's. */
record Node(PostgresTill till, HandClock clock, SimpleMeterRegistry metrics) {
  static final Vertx VERTX = Vertx.vertx();

  static Node on(Database database, Map<String, String> settings) {
    return on(database, database.pool(), settings);
  }

  static Node on(Database database, Pool pool, Map<String, String> settings) {
    var clock = new HandClock();
    var metrics = new SimpleMeterRegistry();
    var config = config(settings);
    return new Node(
        new PostgresTill(pool, database::server, VERTX, clock, config, metrics), clock, metrics);
  }

  /** A till that puts large payloads there. */
  static PostgresTill keeping(Database database, PayloadStore payloads) {
    return new PostgresTill(
        database.pool(),
        database::server,
        VERTX,
        new HandClock(),
        config(Map.of()),
        new SimpleMeterRegistry(),
        payloads);
  }

  /** Nobody turns the clock while settlements would gather. */
  private static TillConfig config(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("millrace.till.settlements-apart", "PT0S");
    return Settings.of(TillConfig.class, all);
  }

  Money held() {
    return Money.rounded(BigDecimal.valueOf(metrics.get("millrace.till.held").gauge().value()));
  }

  double uncovered() {
    return metrics.get("millrace.till.uncovered").counter().count();
  }

  double recalls() {
    return metrics.get("millrace.till.recalls").counter().count();
  }
}
