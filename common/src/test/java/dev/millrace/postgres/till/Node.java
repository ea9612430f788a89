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
    var all = new HashMap<>(settings);
    // Nobody turns the clock while settlements would gather.
    all.put("millrace.till.settlements-apart", "PT0S");
    var config = Settings.of(TillConfig.class, all);
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
        Settings.of(TillConfig.class, Map.of()),
        new SimpleMeterRegistry(),
        payloads);
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
