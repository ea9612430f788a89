package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engines.Durability;
import dev.millrace.engines.Engines;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {
  @TempDir Path home;
  private Engines engines;
  private Surroundings surroundings;

  @BeforeEach
  void chooseEngines() throws IOException {
    engines = Engines.in(home, Durability.FLEETING);
    surroundings = new Surroundings(engines);
  }

  @Test
  void pointBothApplicationsAtTheEngines() {
    assertThat(surroundings.ofWorker(new Settings(home, "127.0.0.1", 8080), 4711))
        .containsEntry("MILLRACE_POSTGRES_URL", engines.postgres().url())
        .containsEntry("MILLRACE_POSTGRES_PASSWORD", engines.postgres().password())
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", engines.kafka().bootstrapServers())
        .containsEntry("MILLRACE_S3_ENDPOINT", engines.s3().endpoint())
        .containsEntry("MILLRACE_DEPLOYMENT_PUBLIC_URL", "http://127.0.0.1:8080")
        .containsEntry("QUARKUS_HTTP_PORT", "4711");
  }

  @Test
  void onlyTheApiLearnsTheKeys() {
    var credentials = new Credentials("http://127.0.0.1:1", "mr_live_x", "mr_admin_x");

    assertThat(surroundings.ofApi(new Settings(home, "127.0.0.1", 1), credentials))
        .containsEntry("MILLRACE_BOOTSTRAP_KEY", "mr_live_x")
        .containsEntry("MILLRACE_BOOTSTRAP_CREDIT", "100")
        .containsEntry("MILLRACE_ADMIN_KEY", "mr_admin_x");
    assertThat(surroundings.ofWorker(1))
        .doesNotContainKeys("MILLRACE_BOOTSTRAP_KEY", "MILLRACE_ADMIN_KEY");
  }
}
