package dev.millrace.postgres.file;

import dev.millrace.file.Chunk;
import dev.millrace.file.ChunkBoard;
import dev.millrace.file.Chunks;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.postgres.queue.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Chunks in PostgreSQL; those of one upload are kept one after the other. */
@ApplicationScoped
public class PostgresChunks implements Chunks {
  private static final String LOCK = SqlFile.read("file/lock_chunked");
  private static final String CHUNKS = SqlFile.read("file/chunks_of");
  private static final String KEEP = SqlFile.read("file/keep_chunk");
  private static final Duration BOUND = Duration.ofSeconds(8);

  private final Transaction transaction;

  public PostgresChunks(Pool pool) {
    this.transaction = new Transaction(pool, BOUND);
  }

  @Override
  public Uni<Optional<ChunkBoard>> board(UUID upload) {
    return Futures.uni(
        () ->
            transaction.run(
                connection -> read(connection, upload),
                (connection, board) -> Future.succeededFuture(board)));
  }

  @Override
  public Uni<Optional<ChunkBoard>> keep(UUID upload, Chunk chunk, ChunkBoard.Said said) {
    return Futures.uni(
        () ->
            transaction.run(
                connection ->
                    read(connection, upload).map(board -> board.map(b -> b.with(chunk, said))),
                (connection, board) ->
                    board.isPresent()
                        ? write(connection, upload, chunk, board.get()).map(board)
                        : Future.succeededFuture(board)));
  }

  /** The chunks are read by a statement of their own, whose snapshot is younger than the lock. */
  private static Future<Optional<ChunkBoard>> read(SqlConnection connection, UUID upload) {
    var locked = connection.preparedQuery(LOCK).execute(Tuple.of(upload));
    var chunks = connection.preparedQuery(CHUNKS).execute(Tuple.of(upload));
    return Future.join(locked, chunks).map(both -> board(locked.result(), chunks.result()));
  }

  private static Future<RowSet<Row>> write(
      SqlConnection connection, UUID upload, Chunk chunk, ChunkBoard board) {
    return connection
        .preparedQuery(KEEP)
        .execute(
            Tuple.tuple()
                .addUUID(upload)
                .addInteger(chunk.number())
                .addString(chunk.key())
                .addLong(chunk.size())
                .addString(chunk.sha256())
                .addInteger(board.count().orElse(null))
                .addString(board.sha256().orElse(null)));
  }

  private static Optional<ChunkBoard> board(RowSet<Row> locked, RowSet<Row> chunks) {
    return StreamSupport.stream(locked.spliterator(), false)
        .findFirst()
        .map(
            row ->
                new ChunkBoard(
                    row.getLong("largest"),
                    Optional.ofNullable(row.getInteger("chunks")),
                    Optional.ofNullable(row.getString("sha256")),
                    StreamSupport.stream(chunks.spliterator(), false)
                        .map(PostgresChunks::chunk)
                        .toList()));
  }

  private static Chunk chunk(Row row) {
    return new Chunk(
        row.getInteger("number"),
        row.getString("object_key"),
        row.getLong("size"),
        row.getString("sha256"));
  }
}
