package dev.millrace.api.relay;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;

/**
 * The bytes that a caller sends, read from its socket no faster than they are asked for, and no
 * longer than the caller's patience with us allows: who sends nothing, or never ends, is given up.
 *
 * <p>The stream is to be paused. It is read one piece ahead, because its end is only seen behind
 * its last piece. All of it happens on the connection's context; requests come from any thread.
 */
final class Incoming implements Flow.Publisher<ByteBuffer> {
  private static final int LOOKS = 4;

  private final ReadStream<Buffer> stream;
  private final Context context;
  private final Patience patience;

  private Incoming(ReadStream<Buffer> stream, Context context, Patience patience) {
    this.stream = stream;
    this.context = context;
    this.patience = patience;
  }

  /**
   * How long a sender is waited for.
   *
   * @param idle for its next piece
   * @param whole for all of them
   */
  record Patience(Duration idle, Duration whole) {
    static Patience of(IncomingConfig config) {
      return new Patience(config.idle(), config.within());
    }
  }

  /** To be subscribed to once. Fails with what the stream fails with, or with MALFORMED. */
  static Multi<ByteBuffer> of(ReadStream<Buffer> stream, Context context, Patience patience) {
    return Multi.createFrom().publisher(new Incoming(stream, context, patience));
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> reader) {
    var flow = new Flowing(reader);
    reader.onSubscribe(flow);
    context.runOnContext(turn -> flow.begin());
  }

  private final class Flowing implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> reader;
    private final long beganAt = System.nanoTime();
    private long movedAt = beganAt;
    private long timer = -1;
    private long wanted;
    private ByteBuffer ahead;
    private boolean ended;
    private boolean over;

    Flowing(Flow.Subscriber<? super ByteBuffer> reader) {
      this.reader = reader;
    }

    void begin() {
      if (over) {
        return;
      }
      timer =
          context
              .owner()
              .setPeriodic(Math.max(1, patience.idle().toMillis() / LOOKS), look -> look());
      // Quarkus lets a body flow as soon as somebody listens, unless he has said that he will
      // fetch.
      stream.pause();
      stream.exceptionHandler(this::fail);
      stream.endHandler(end -> end());
      stream.handler(this::arrived);
      stream.fetch(1);
    }

    @Override
    public void request(long pieces) {
      context.runOnContext(turn -> ask(pieces));
    }

    @Override
    public void cancel() {
      context.runOnContext(turn -> stop());
    }

    private void ask(long pieces) {
      if (over) {
        return;
      }
      if (wanted == 0) {
        movedAt = System.nanoTime(); // until now the sender waited for us
      }
      wanted = wanted + pieces < 0 ? Long.MAX_VALUE : wanted + pieces;
      pass();
    }

    private void arrived(Buffer piece) {
      if (over) {
        return;
      }
      if (ahead != null) {
        fail(new IllegalStateException("a piece of the body came unasked; it would be lost"));
        return;
      }
      movedAt = System.nanoTime();
      ahead = piece.getByteBuf().nioBuffer();
      pass();
    }

    private void pass() {
      if (ahead == null || wanted == 0) {
        return;
      }
      var piece = ahead;
      ahead = null;
      wanted--;
      reader.onNext(piece);
      if (over) {
        return;
      }
      if (ended) {
        complete();
      } else {
        stream.fetch(1);
      }
    }

    private void end() {
      ended = true;
      if (ahead == null && !over) {
        complete();
      }
    }

    private void complete() {
      stop();
      reader.onComplete();
    }

    private void fail(Throwable failure) {
      if (!over) {
        stop();
        reader.onError(failure);
      }
    }

    private void look() {
      long now = System.nanoTime();
      if (now - beganAt > patience.whole().toNanos()) {
        fail(late("the body did not end within %s".formatted(patience.whole())));
      } else if (wanted > 0 && !ended && now - movedAt > patience.idle().toNanos()) {
        fail(late("nothing of the body came for %s".formatted(patience.idle())));
      }
    }

    private FaultException late(String what) {
      return new FaultException(FaultCode.MALFORMED, what + "; nothing was kept, send it again");
    }

    private void stop() {
      over = true;
      ahead = null;
      if (timer >= 0) {
        context.owner().cancelTimer(timer);
        timer = -1;
      }
    }
  }
}
