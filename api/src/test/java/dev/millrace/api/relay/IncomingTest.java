package dev.millrace.api.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.relay.Incoming.Patience;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.impl.InboundBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class IncomingTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Patience PATIENT =
      new Patience(Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final Context context = VERTX.getOrCreateContext();
  private final Sender sender = new Sender(context);

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void bytesComeInOrderAndThenTheEnd() {
    var reader = read(PATIENT, Long.MAX_VALUE);

    sender.send("a", "b", "c").end();

    reader.awaitCompletion();
    assertThat(text(reader)).isEqualTo("abc");
  }

  @Test
  void noMoreIsReadThanIsAskedForButOnePieceAhead() {
    var reader = read(PATIENT, 2);

    sender.send("a", "b", "c", "d", "e").end();

    reader.awaitItems(2);
    settled();
    assertThat(text(reader)).isEqualTo("ab");
    assertThat(sender.read()).isEqualTo(3);
    reader.request(2);
    reader.awaitItems(4);
    settled();
    assertThat(sender.read()).isEqualTo(5);
  }

  /** A reader that has all that it asked for need not ask once more to hear that it was all. */
  @Test
  void theEndIsSeenWithoutBeingAskedFor() {
    var reader = read(PATIENT, 3);

    sender.send("a", "b", "c").end();

    reader.awaitCompletion();
    assertThat(text(reader)).isEqualTo("abc");
  }

  @Test
  void aSenderThatBreaksOffIsAFailure() {
    var reader = read(PATIENT, Long.MAX_VALUE);

    sender.send("a").fail(new IllegalStateException("gone"));

    reader.awaitFailure(failure -> assertThat(failure).hasMessage("gone"));
  }

  @Test
  void aSenderThatSendsNothingIsGivenUp() {
    var reader = read(new Patience(Duration.ofMillis(20), Duration.ofMinutes(1)), 5);

    sender.send("a");

    reader.awaitFailure(
        failure ->
            assertThat(failure)
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("nothing of the body came"));
  }

  @Test
  void aSenderThatNeverEndsIsGivenUpToo() {
    var reader = read(new Patience(Duration.ofMillis(20), Duration.ofMillis(40)), 0);

    reader.awaitFailure(failure -> assertThat(failure).hasMessageContaining("did not end within"));
  }

  private AssertSubscriber<ByteBuffer> read(Patience patience, long pieces) {
    return Incoming.of(sender, context, patience)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(pieces));
  }

  /** When whatever the context had to do is done. */
  private void settled() {
    for (int turns = 0; turns < 20; turns++) {
      var turn = new CompletableFuture<Void>();
      context.runOnContext(turn::complete);
      turn.orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  private static String text(AssertSubscriber<ByteBuffer> reader) {
    var all = new StringBuilder();
    reader
        .getItems()
        .forEach(piece -> all.append(StandardCharsets.UTF_8.decode(piece.duplicate())));
    return all.toString();
  }

  /** A body as Vert.x hands one out: its end is a piece of its own. */
  private static final class Sender implements ReadStream<Buffer> {
    private static final Object END = new Object();

    private final Context context;
    private final InboundBuffer<Object> pending;
    private Handler<Throwable> onFailure = failure -> {};
    private Handler<Void> onEnd = end -> {};
    private volatile int read;
    private boolean isPaced;

    Sender(Context context) {
      this.context = context;
      this.pending = new InboundBuffer<>(context, 100);
      pending.pause();
    }

    int read() {
      return read;
    }

    Sender send(String... pieces) {
      for (var piece : pieces) {
        context.runOnContext(turn -> pending.write(Buffer.buffer(piece)));
      }
      return this;
    }

    void end() {
      context.runOnContext(turn -> pending.write(END));
    }

    void fail(Throwable failure) {
      context.runOnContext(turn -> onFailure.handle(failure));
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
      onFailure = handler;
      return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
      flow();
      pending.handler(
          piece -> {
            if (piece == END) {
              onEnd.handle(null);
            } else {
              read++;
              handler.handle((Buffer) piece);
            }
          });
      return this;
    }

    /** As Quarkus does it, for those who have not said that they will fetch. */
    private void flow() {
      if (!isPaced) {
        pending.resume();
      }
    }

    @Override
    public ReadStream<Buffer> pause() {
      isPaced = true;
      pending.pause();
      return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
      pending.resume();
      return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
      pending.fetch(amount);
      return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
      onEnd = handler;
      return this;
    }
  }
}
