package dev.millrace.postgres.till;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A wire to PostgreSQL that a test cuts, or that loses the answer to a commit. */
final class LossyWire {
  /** How PostgreSQL says that a commit is done. */
  private static final String COMMITTED = "COMMIT\0";

  private enum State {
    WHOLE,
    LOSES_NEXT_COMMIT,
    CUT
  }

  private final PgConnectOptions behind;
  private final NetServer listener;
  private final NetClient client;
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicReference<State> state = new AtomicReference<>(State.WHOLE);
  private final CompletableFuture<Void> lost = new CompletableFuture<>();

  LossyWire(Vertx vertx, PgConnectOptions behind) {
    this.behind = behind;
    this.client = vertx.createNetClient();
    this.listener = done(vertx.createNetServer().connectHandler(this::join).listen(0));
  }

  /** Where the wire begins. */
  PgConnectOptions server() {
    return new PgConnectOptions(behind).setHost("127.0.0.1").setPort(listener.actualPort());
  }

  void cut() {
    state.set(State.CUT);
    sockets.forEach(NetSocket::close);
  }

  /** The server commits; then the wire is cut before anybody is told. */
  void loseNextCommit() {
    state.set(State.LOSES_NEXT_COMMIT);
  }

  void awaitLoss() {
    lost.orTimeout(30, TimeUnit.SECONDS).join();
  }

  void mend() {
    state.set(State.WHOLE);
  }

  void close() {
    done(listener.close());
    done(client.close());
  }

  private void join(NetSocket near) {
    if (state.get() == State.CUT) {
      near.close();
      return;
    }
    near.pause();
    client
        .connect(behind.getPort(), behind.getHost())
        .onSuccess(far -> join(near, far))
        .onFailure(failure -> near.close());
  }

  private void join(NetSocket near, NetSocket far) {
    sockets.add(near);
    near.handler(far::write).closeHandler(closed -> close(near, far));
    far.handler(bytes -> answer(near, bytes)).closeHandler(closed -> close(near, far));
    near.resume();
  }

  private void close(NetSocket near, NetSocket far) {
    sockets.remove(near);
    near.close();
    far.close();
  }

  private void answer(NetSocket near, Buffer bytes) {
    boolean commit = bytes.toString(StandardCharsets.ISO_8859_1).contains(COMMITTED);
    if (commit && state.compareAndSet(State.LOSES_NEXT_COMMIT, State.CUT)) {
      sockets.forEach(NetSocket::close);
      lost.complete(null);
    } else {
      near.write(bytes);
    }
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
