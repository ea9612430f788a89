package dev.millrace.postgres.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ColumnIndexIT {
  private static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000001");

  @Test
  void readsAsTheDriverDoes() throws Exception {
    var row =
        indexed(
            "select 7 as number, $1::uuid as id, null::text as nothing, now() as at, 8 as number");

    assertThat(row.getInteger("number")).isEqualTo(7);
    assertThat(row.getUUID("id")).isEqualTo(ID);
    assertThat(row.getString("nothing")).isNull();
    assertThat(row.getOffsetDateTime("at")).isNotNull();
    assertThat(row.getColumnName(1)).isEqualTo("id");
    assertThat(row.getInteger(4)).isEqualTo(8);
    assertThat(row.size()).isEqualTo(5);
  }

  @Test
  void refusesAColumnThatIsNotThere() throws Exception {
    var row = indexed("select $1::uuid as id");

    assertThatThrownBy(() -> row.getString("name"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("name");
  }

  private static Row indexed(String query) throws Exception {
    var rows =
        Futures.query(Database.shared().pool(), query, Tuple.of(ID))
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    return ColumnIndex.of(rows).over(rows.iterator().next());
  }
}
