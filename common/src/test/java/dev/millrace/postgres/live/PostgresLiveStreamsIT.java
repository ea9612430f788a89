package dev.millrace.postgres.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.live.LiveStreams;
import dev.millrace.live.LiveStreamsContract;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.till.TillConfig;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class PostgresLiveStreamsIT extends LiveStreamsContract {
  private static final Database DATABASE = Database.shared();
  private static final Map<String, UUID> NAMES = new ConcurrentHashMap<>();

  @Override
  protected LiveStreams ofProcess(String name) {
    NAMES.computeIfAbsent(name, unknown -> born());
    return new PostgresLiveStreams(
        DATABASE.pool(), () -> NAMES.get(name), Settings.of(TillConfig.class, Map.of()));
  }

  @Override
  protected void takenForDead(String name) {
    DATABASE.run("delete from api_node where id = $1", NAMES.put(name, born()));
  }

  private static UUID born() {
    var name = UUID.randomUUID();
    DATABASE.run(
        "insert into api_node (id, host, started_at, heartbeat_at) values ($1, 'test', $2, $2)",
        name,
        Columns.time(NOW));
    return name;
  }

  @Test
  void thoseOfASilentProcessAreNotSeenAndNotForgotten() {
    var account = account();
    var streams = ofProcess("silent");
    streams.note(List.of(stream(account, 1)), List.of()).await().atMost(Duration.ofSeconds(30));

    var later = streams.of(account, NOW.plusSeconds(60), 10).await().atMost(Duration.ofSeconds(30));
    streams.forgetLost().await().atMost(Duration.ofSeconds(30));

    assertThat(later).isEmpty();
    assertThat(streams.of(account, NOW, 10).await().atMost(Duration.ofSeconds(30))).hasSize(1);
  }
}
