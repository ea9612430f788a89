package dev.millrace.postgres.file;

import static dev.millrace.postgres.file.FileRows.Wanted.called;
import static dev.millrace.postgres.file.FileRows.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.file.FileUpkeep;
import dev.millrace.testing.Database;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** On a database of its own: a round looks at everybody's files. */
class PostgresFileUpkeepIT {
  private static final Database DATABASE = Database.apart("file_upkeep");
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2020-01-02T00:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(1));

  private final FileRows rows = new FileRows(DATABASE);
  private final FileUpkeep upkeep = new PostgresFileUpkeep(DATABASE.pool());
  private final AccountId account = rows.account();

  @Test
  void whatIsPastItsTimeEndsAndItsObjectsAreDoomed() {
    var over = rows.file(account, called("x.png").until(PAST));
    var text = rows.file(account, called("x.txt").type("text/plain").until(NOW));
    var young = rows.file(account, called("young").until(NOW.plusMillis(1)));
    var forever = rows.file(account, called("for ever"));

    var round = now(upkeep.expire(NOW, LATER, 100));

    assertThat(round).isEqualTo(new FileUpkeep.Round(2, 2));
    assertThat(rows.isExpired(over)).isTrue();
    assertThat(rows.isDoomed(FileRows.key(account, over))).isTrue();
    assertThat(rows.isDoomed(FileRows.thumbnail(account, over))).isTrue();
    assertThat(rows.isDoomed(FileRows.key(account, text))).isTrue();
    assertThat(rows.isDoomed(FileRows.thumbnail(account, text))).isFalse();
    assertThat(rows.isExpired(young) || rows.isExpired(forever)).isFalse();
    assertThat(rows.isDoomed(FileRows.key(account, young))).isFalse();
    end(young);
  }

  @Test
  void whatSomebodyKeepsStaysAndDoesNotHoldUpOthers() {
    var favourite = rows.file(account, called("favourite").until(PAST));
    DATABASE.run("update file set favourite = true where id = $1", favourite);
    var tagged = rows.file(account, called("tagged").until(PAST));
    tag(tagged);
    var used = rows.file(account, called("used").until(PAST));
    rows.use(used, UUID.randomUUID());
    var over = rows.file(account, called("over").until(PAST.plusSeconds(1)));

    assertThat(now(upkeep.expire(NOW, LATER, 3))).isEqualTo(new FileUpkeep.Round(3, 0));
    assertThat(now(upkeep.expire(NOW, LATER, 3))).isEqualTo(new FileUpkeep.Round(1, 1));

    assertThat(rows.isExpired(over)).isTrue();
    for (var kept : new UUID[] {favourite, tagged, used}) {
      assertThat(rows.isExpired(kept)).isFalse();
      assertThat(rows.isDoomed(FileRows.key(account, kept))).isFalse();
    }
    DATABASE.run("update file set favourite = false where id = $1", favourite);
    DATABASE.run("delete from file_tag where file_id = $1", tagged);
    assertThat(now(upkeep.expire(LATER, LATER, 100)).expired()).isEqualTo(2);
    assertThat(rows.isExpired(favourite) && rows.isExpired(tagged)).isTrue();
    assertThat(rows.isExpired(used)).isFalse();
  }

  @Test
  void whatIsTaggedInThisMomentIsLeftForTheNextRound() {
    var file = rows.file(account, called("x").until(PAST));
    var other = DATABASE.pool().getConnection().toCompletionStage().toCompletableFuture().join();
    execute(other, "begin");
    execute(
        other, "insert into tag select '%s', '%s', 'now', now()".formatted(file, account.value()));
    execute(other, "insert into file_tag values ('%s', '%s')".formatted(file, file));

    var during = now(upkeep.expire(NOW, LATER, 100));
    execute(other, "commit");
    other.close();

    assertThat(during).isEqualTo(new FileUpkeep.Round(0, 0));
    assertThat(now(upkeep.expire(NOW, LATER, 100))).isEqualTo(new FileUpkeep.Round(1, 0));
    assertThat(rows.isExpired(file)).isFalse();
  }

  @Test
  void expiredFilesAreForgottenAWhileLater() {
    var old = rows.file(account, called("old"));
    var young = rows.file(account, called("young"));
    DATABASE.run("update file set expired_at = $2 where id = $1", old, FileRows.time(PAST));
    DATABASE.run("update file set expired_at = $2 where id = $1", young, FileRows.time(NOW));

    assertThat(now(upkeep.forget(NOW, 10))).isPositive();

    assertThat(rows.isThere(old)).isFalse();
    assertThat(rows.isThere(young)).isTrue();
  }

  private void end(UUID file) {
    DATABASE.run("delete from file where id = $1", file);
  }

  private void tag(UUID file) {
    DATABASE.run("insert into tag select $1, $2, 'kept', now()", file, account.value());
    DATABASE.run("insert into file_tag values ($1, $1)", file);
  }

  private static void execute(SqlConnection connection, String sql) {
    connection.query(sql).execute().toCompletionStage().toCompletableFuture().join();
  }
}
