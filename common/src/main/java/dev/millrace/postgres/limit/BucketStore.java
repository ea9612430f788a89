package dev.millrace.postgres.limit;

import dev.millrace.postgres.SqlFile;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where the library's buckets lie: a row each, changed only by whoever knows what is in it. */
final class BucketStore extends AbstractCompareAndSwapBasedProxyManager<String> {
  private static final String READ = SqlFile.read("limit/read_bucket");
  private static final String BEGIN = SqlFile.read("limit/begin_bucket");
  private static final String SWAP = SqlFile.read("limit/swap_bucket");

  /** Longer than the longest window. */
  private static final Duration KEPT = Duration.ofHours(25);

  private final Pool pool;
  private final InstantSource clock;

  BucketStore(Pool pool, InstantSource clock, Duration within) {
    super(ClientSideConfig.getDefault().withClientClock(meter(clock)).withRequestTimeout(within));
    this.pool = pool;
    this.clock = clock;
  }

  /** The library's clock, by ours: windows are those of the wall clock. */
  static TimeMeter meter(InstantSource clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  @Override
  protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
    return new AsyncCompareAndSwapOperation() {
      @Override
      public CompletableFuture<Optional<byte[]>> getStateData(Optional<Long> timeout) {
        return future(execute(READ, Tuple.of(key)).map(BucketStore::state));
      }

      @Override
      public CompletableFuture<Boolean> compareAndSwap(
          byte[] known, byte[] next, RemoteBucketState state, Optional<Long> timeout) {
        return future(swap(key, known, next).map(changed -> changed.rowCount() == 1));
      }
    };
  }

  private Future<RowSet<Row>> swap(String key, byte[] known, byte[] next) {
    var expires = clock.instant().plus(KEPT).atOffset(ZoneOffset.UTC);
    return known == null
        ? execute(BEGIN, Tuple.of(key, Buffer.buffer(next), expires))
        : execute(SWAP, Tuple.of(key, Buffer.buffer(known), Buffer.buffer(next), expires));
  }

  private static Optional<byte[]> state(RowSet<Row> rows) {
    var row = rows.iterator();
    return row.hasNext() ? Optional.of(row.next().getBuffer("state").getBytes()) : Optional.empty();
  }

  private Future<RowSet<Row>> execute(String statement, Tuple values) {
    return pool.preparedQuery(statement).execute(values);
  }

  private static <T> CompletableFuture<T> future(Future<T> answer) {
    return answer.toCompletionStage().toCompletableFuture();
  }

  @Override
  protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
    throw new UnsupportedOperationException("nobody here waits for the database");
  }

  @Override
  public void removeProxy(String key) {
    throw new UnsupportedOperationException("counters go when their windows are over");
  }

  @Override
  protected CompletableFuture<Void> removeAsync(String key) {
    throw new UnsupportedOperationException("counters go when their windows are over");
  }

  @Override
  public boolean isAsyncModeSupported() {
    return true;
  }
}
