package dev.millrace.api.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.call.Answered;
import dev.millrace.api.call.Said;
import dev.millrace.conversation.Piece;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamReplyTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void theFirstPieceIsWrittenAtOnceAndThoseBehindItTogether() throws Exception {
    var written = Promise.<List<Long>>promise();
    var port = serve(routing -> tellThreeInOneTurn(routing, written));

    var client = vertx.createHttpClient();
    var read =
        client
            .request(HttpMethod.GET, port, "127.0.0.1", "/")
            .compose(request -> request.send())
            .compose(response -> response.body());

    var counts = await(written.future());
    assertThat(counts.get(0)).as("behind the first").isPositive();
    assertThat(counts.get(1)).as("behind the third, in the same turn").isEqualTo(counts.get(0));
    assertThat(counts.get(2)).as("behind the turn").isGreaterThan(counts.get(0));
    assertThat(await(read).toString()).isEqualTo("one two three.");
  }

  private static void tellThreeInOneTurn(RoutingContext routing, Promise<List<Long>> written) {
    var response = routing.response();
    var context = Vertx.currentContext();
    var reply = new StreamReply(routing, context, NEVER, NEVER, new Words(), routing::fail);
    reply.onSubscribe(new Unbounded());

    reply.onItem(said("one "));
    long first = response.bytesWritten();
    reply.onItem(said("two "));
    reply.onItem(said("three"));
    long third = response.bytesWritten();

    context.runOnContext(
        turn -> {
          written.complete(List.of(first, third, response.bytesWritten()));
          response.end(".");
        });
  }

  private static Said said(String text) {
    return new Said.Delta(new Piece.Text(Piece.Kind.CONTENT, text));
  }

  private int serve(Handler<RoutingContext> handler) throws Exception {
    var router = Router.router(vertx);
    router.get("/").handler(handler);
    return await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
        .actualPort();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Says the words of pieces as they are. */
  private record Words() implements StreamedAnswer {
    @Override
    public void head(HttpServerResponse response) {
      response.setChunked(true);
    }

    @Override
    public Buffer piece(Piece piece) {
      return Buffer.buffer(((Piece.Text) piece).text());
    }

    @Override
    public Buffer last(HttpServerResponse response, Answered how) {
      throw new AssertionError("nobody has said a last word");
    }

    @Override
    public void refuse(Answered.Failed failed) {
      throw new AssertionError("nothing has failed");
    }

    @Override
    public Buffer heartbeat() {
      throw new AssertionError("nobody is silent");
    }
  }

  private record Unbounded() implements Flow.Subscription {
    @Override
    public void request(long pieces) {
      // All are there.
    }

    @Override
    public void cancel() {
      // Nothing is under way.
    }
  }
}
