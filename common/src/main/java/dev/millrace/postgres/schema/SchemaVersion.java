package dev.millrace.postgres.schema;

import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Futures;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/** Asks a database which schema it has. */
final class SchemaVersion {
  /** The number of the newest file in {@code db/migration}. */
  static final int NEWEST = 35;

  private static final String STANDING = SqlFile.read("schema/standing");

  private SchemaVersion() {}

  /**
   * Whether all migrations of this build were applied, or even later ones. Fails where the database
   * cannot be asked, or no migration has ever run in it.
   */
  static Uni<Boolean> isCurrent(Pool pool) {
    return Futures.uni(() -> Futures.query(pool, STANDING, Tuple.tuple()))
        .map(rows -> isCurrent(rows.iterator().next()));
  }

  private static boolean isCurrent(Row standing) {
    var newest = standing.getInteger("newest");
    return newest != null && newest >= NEWEST && standing.getBoolean("sound");
  }
}
