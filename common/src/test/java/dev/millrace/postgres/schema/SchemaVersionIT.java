package dev.millrace.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Database;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaVersionIT {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Duration SOON = Duration.ofSeconds(30);

  private Database database;

  @BeforeEach
  void freshDatabase() {
    database = Database.apart("schema_version");
  }

  @Test
  void theNewestIsThatOfTheLastFile() throws IOException {
    try (var files = Files.list(MIGRATIONS)) {
      var last = files.map(file -> file.getFileName().toString()).sorted().toList().getLast();
      assertThat(Integer.parseInt(last.substring(1, last.indexOf("__"))))
          .isEqualTo(SchemaVersion.NEWEST);
    }
  }

  @Test
  void aMigratedDatabaseIsCurrent() {
    assertThat(isCurrent()).isTrue();
  }

  @Test
  void oneThatLacksTheLastMigrationIsNot() {
    database.run(
        "delete from flyway_schema_history where version::integer = " + SchemaVersion.NEWEST);

    assertThat(isCurrent()).isFalse();
  }

  @Test
  void oneWhoseMigrationFailedIsNot() {
    database.run("update flyway_schema_history set success = false where version = '002'");

    assertThat(isCurrent()).isFalse();
  }

  @Test
  void oneThatALaterBuildHasMigratedIs() {
    database.run(
        "update flyway_schema_history set version = '900' where version::integer = "
            + SchemaVersion.NEWEST);

    assertThat(isCurrent()).isTrue();
  }

  @Test
  void oneWithAHistoryOfNothingIsNot() {
    database.run("delete from flyway_schema_history");

    assertThat(isCurrent()).isFalse();
  }

  @Test
  void oneThatWasNeverMigratedCannotBeAsked() {
    database.run("drop table flyway_schema_history");

    assertThatThrownBy(this::isCurrent)
        .isInstanceOf(PgException.class)
        .hasMessageContaining("flyway_schema_history");
  }

  private boolean isCurrent() {
    return SchemaVersion.isCurrent(database.pool()).await().atMost(SOON);
  }
}
