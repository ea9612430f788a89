package dev.millrace.api.reply;

import dev.millrace.api.call.Answered;
import dev.millrace.api.call.Said;
import dev.millrace.api.http.HangUp;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Writes one streamed answer, on the caller's own context and at the caller's pace: there are only
 * so many pieces under way, and no more are asked for while the connection takes no more. Nothing
 * is written before there is something to say, so that a failure until then has its own status.
 *
 * <p>Pieces that come in one turn of the event loop are written together at its end: a write of its
 * own, with its system call, costs as much as all else that is done to a piece. The first piece is
 * written at once: it is waited for.
 */
final class StreamReply implements MultiSubscriber<Said>, Cancellable {
  private static final int UNDER_WAY = 8;

  /** Less is not asked for anew: each asking goes all the way to the connection. */
  private static final int ASKED_AT_ONCE = UNDER_WAY / 2;

  private static final int GATHERED_AT_MOST = 16 * 1024;
  private static final long NONE = -1;

  private final RoutingContext routing;
  private final HttpServerResponse response;
  private final Context own;
  private final Duration stallAfter;
  private final Duration heartbeat;
  private final StreamedAnswer answer;
  private final Consumer<Throwable> failed;
  private volatile Flow.Subscription subscription;
  private volatile boolean left;
  private volatile long pulse = NONE;
  private long stall = NONE; // on the context only, as is what follows
  private int owed; // pieces that were written and not asked for anew
  private boolean begun; // the head is decided
  private boolean quiet; // nothing was written since the last beat
  private Buffer gathered = Buffer.buffer();

  StreamReply(
      RoutingContext routing,
      Context own,
      Duration stallAfter,
      Duration heartbeat,
      StreamedAnswer answer,
      Consumer<Throwable> failed) {
    this.routing = routing;
    this.response = routing.response();
    this.own = own;
    this.stallAfter = stallAfter;
    this.heartbeat = heartbeat;
    this.answer = answer;
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
              write(answer.piece(piece));
              goOn();
            }
            case Said.Over(var how) -> end(how);
          }
        });
  }

  @Override
  public void onFailure(Throwable failure) {
    run(
        () -> {
          pour();
          failed.accept(failure);
        });
  }

  @Override
  public void onCompletion() {
    // The last word has ended the answer.
  }

  /** The caller has left, or has its answer. */
  @Override
  public void cancel() {
    left = true;
    endTimers();
    var given = subscription;
    if (given != null) {
      given.cancel();
    }
  }

  private void write(Buffer text) {
    if (text.length() > 0) {
      quiet = false;
      if (begun) {
        gather(text);
      } else {
        begin();
        response.write(text);
        pulse = own.owner().setPeriodic(heartbeat.toMillis(), beat -> beat());
      }
    }
  }

  private void gather(Buffer text) {
    if (gathered.length() == 0) {
      own.runOnContext(turn -> doUnlessGone(this::pour));
    }
    gathered.appendBuffer(text);
    if (gathered.length() >= GATHERED_AT_MOST) {
      pour();
    }
  }

  private void pour() {
    if (gathered.length() > 0) {
      response.write(gathered);
      gathered = Buffer.buffer();
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      answer.head(response);
    }
  }

  /** Those on the way give up on connections that are silent for long. */
  private void beat() {
    if (left) {
      endTimers(); // set up while its caller was leaving
      return;
    }
    if (quiet && !response.ended() && !response.closed() && !response.writeQueueFull()) {
      write(answer.heartbeat());
    }
    quiet = true;
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
    if (stall == NONE) {
      stall = own.owner().setTimer(stallAfter.toMillis(), late -> HangUp.on(routing.request()));
    }
    response.drainHandler(
        room -> {
          endStall();
          askForMore();
        });
  }

  private void endTimers() {
    endStall();
    own.owner().cancelTimer(pulse);
  }

  private void endStall() {
    own.owner().cancelTimer(stall);
    stall = NONE;
  }

  private void askForMore() {
    if (owed >= ASKED_AT_ONCE) {
      int more = owed;
      owed = 0;
      subscription.request(more);
    }
  }

  private void end(Answered how) {
    if (!begun && how instanceof Answered.Failed failure) {
      answer.refuse(failure);
      return;
    }
    begin();
    endTimers();
    var sent = response.end(gathered.appendBuffer(answer.last(response, how)));
    gathered = Buffer.buffer();
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
