package dev.millrace.postgres.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.file.AnUpload;
import dev.millrace.file.Upload;
import dev.millrace.file.Upload.Way;
import dev.millrace.file.Uploads;
import dev.millrace.file.UploadsContract;
import dev.millrace.testing.Database;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class PostgresUploadsIT extends UploadsContract {
  private static final Database DATABASE = Database.shared();

  private final Uploads uploads = new PostgresUploads(DATABASE.pool());

  @Override
  protected Uploads uploads() {
    return uploads;
  }

  @Override
  protected AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    DATABASE.run(
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', 0,"
            + " now())",
        id.value());
    return id;
  }

  @Test
  void theFileKeepsWhatIsKnownOfItAndWhenItEnds() {
    var upload = kept(AnUpload.of(account()).build());

    got(uploads.finish(upload.id(), FOUND, AT));

    var row =
        DATABASE
            .run(
                "select account_id, source, encode(sha256, 'hex') as sum, created_at, expires_at,"
                    + " public from file where id = $1",
                upload.id())
            .getFirst();
    assertThat(row.getUUID("account_id")).isEqualTo(upload.account().value());
    assertThat(row.getString("source")).isEqualTo("upload");
    assertThat(row.getString("sum")).isEqualTo("ab".repeat(32));
    assertThat(row.getBoolean("public")).isFalse();
    assertThat(row.getOffsetDateTime("created_at").toInstant()).isEqualTo(AT);
    assertThat(row.getOffsetDateTime("expires_at").toInstant())
        .isEqualTo(AT.plus(Duration.ofDays(1)));
  }

  @Test
  void whatAnUploadStoredIsDoomedWithIt() {
    var upload = withChunk(kept(AnUpload.of(account()).way(Way.CHUNKS).build()));

    got(uploads.drop(upload.id(), AT));

    assertThat(doomed(upload)).containsExactlyInAnyOrder(upload.key(), chunk(upload));
  }

  @Test
  void theChunksOfAFileAreDoomedAndItsObjectIsNot() {
    var upload = withChunk(kept(AnUpload.of(account()).way(Way.CHUNKS).build()));

    got(uploads.finish(upload.id(), FOUND, AT));

    assertThat(doomed(upload)).containsExactly(chunk(upload));
  }

  private static Upload withChunk(Upload upload) {
    DATABASE.run(
        "insert into upload_chunk (upload_id, number, object_key, size, sha256) values ($1, 0, $2,"
            + " 3, sha256('abc'))",
        upload.id(),
        chunk(upload));
    return upload;
  }

  private static String chunk(Upload upload) {
    return "chunks/%s/0".formatted(upload.id());
  }

  private static List<String> doomed(Upload upload) {
    return DATABASE
        .run(
            "select object_key from doomed_object where object_key in ($1, $2)",
            upload.key(),
            chunk(upload))
        .stream()
        .map((Row row) -> row.getString("object_key"))
        .toList();
  }
}
