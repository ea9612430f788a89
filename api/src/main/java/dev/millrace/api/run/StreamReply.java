package dev.millrace.api.run;

import dev.millrace.api.call.Answered;
import dev.millrace.api.call.Said;
import dev.millrace.api.http.HangUp;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Writes one streamed answer, on the caller's own context and at the caller's pace: there are only
 * so many pieces under way, and no more are asked for while the connection takes no more. Nothing
 * is written before there is a piece, so that a failure until then has its own status.
 */
final class StreamReply implements MultiSubscriber<Said>, Cancellable {
  private static final int UNDER_WAY = 8;

  private final RequestId request;
  private final RoutingContext routing;
  private final HttpServerResponse response;
  private final Context own;
  private final Duration stallAfter;
  private final RunWriter writer;
  private final PublicUrl base;
  private final Consumer<Throwable> failed;
  private volatile Flow.Subscription subscription;
  private volatile boolean left;
  private long stall = -1; // on the context only, as is what follows
  private int owed; // pieces that were written and not asked for anew

  StreamReply(
      RequestId request,
      RoutingContext routing,
      Context own,
      Duration stallAfter,
      RunWriter writer,
      PublicUrl base,
      Consumer<Throwable> failed) {
    this.request = request;
    this.routing = routing;
    this.response = routing.response();
    this.own = own;
    this.stallAfter = stallAfter;
    this.writer = writer;
    this.base = base;
    this.failed = failed;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (left) {
      given.cancel();
    } else {
      given.request(UNDER_WAY);
    }
  }

  @Override
  public void onItem(Said said) {
    run(
        () -> {
          switch (said) {
            case Said.Delta(var piece) -> {
              begin();
              response.write(writer.delta(piece));
              goOn();
            }
            case Said.Over(var how) -> end(how);
          }
        });
  }

  @Override
  public void onFailure(Throwable failure) {
    run(() -> failed.accept(failure));
  }

  @Override
  public void onCompletion() {
    // The last word has ended the answer.
  }

  /** The caller has left, or has its answer. */
  @Override
  public void cancel() {
    left = true;
    endStall();
    var given = subscription;
    if (given != null) {
      given.cancel();
    }
  }

  private void begin() {
    if (!response.headWritten()) {
      RunWriter.name(response, request);
      response
          .setStatusCode(200)
          .setChunked(true)
          .putHeader("Content-Type", "text/event-stream")
          .putHeader("Cache-Control", "no-cache, no-transform")
          .putHeader("X-Accel-Buffering", "no");
    }
  }

  private void goOn() {
    owed++;
    if (response.writeQueueFull()) {
      waitForRoom();
    } else {
      askForMore();
    }
  }

  /** A reader that takes nothing for too long is as one that has left. */
  private void waitForRoom() {
    if (stall < 0) {
      stall = own.owner().setTimer(stallAfter.toMillis(), late -> HangUp.on(routing.request()));
    }
    response.drainHandler(
        room -> {
          endStall();
          askForMore();
        });
  }

  private void endStall() {
    own.owner().cancelTimer(stall);
    stall = -1;
  }

  private void askForMore() {
    int more = owed;
    owed = 0;
    if (more > 0) {
      subscription.request(more);
    }
  }

  private void end(Answered how) {
    if (!response.headWritten()) {
      if (how instanceof Answered.Failed) {
        writer.write(routing, how, base);
        return;
      }
      begin();
    }
    endStall();
    var sent = response.end(writer.last(routing, how, base));
    var late = own.owner().setTimer(stallAfter.toMillis(), over -> HangUp.on(routing.request()));
    sent.onComplete(done -> own.owner().cancelTimer(late));
  }

  private void run(Runnable task) {
    if (Vertx.currentContext() == own) {
      doUnlessGone(task);
    } else {
      own.runOnContext(turn -> doUnlessGone(task));
    }
  }

  private void doUnlessGone(Runnable task) {
    if (!response.ended() && !response.closed()) {
      task.run();
    }
  }
}
