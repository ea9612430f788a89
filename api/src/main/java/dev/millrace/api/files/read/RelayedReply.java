package dev.millrace.api.files.read;

import dev.millrace.api.http.HangUp;
import io.netty.buffer.Unpooled;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.jboss.logging.Logger;

/**
 * Writes a file to one reader, on the connection's own context and at the reader's pace: a few
 * pieces are under way, and no more are asked for while the connection takes no more. Its length is
 * promised in the head, so whatever else happens than all of it breaks the connection off.
 */
final class RelayedReply implements MultiSubscriber<ByteBuffer> {
  private static final Logger LOG = Logger.getLogger(RelayedReply.class);
  private static final int UNDER_WAY = 2;

  private final RoutingContext routing;
  private final HttpServerResponse response;
  private final Context own;
  private final Duration stallAfter;
  private volatile Flow.Subscription subscription;
  private volatile boolean left;
  private long stall = -1; // on the context only, as is what follows
  private long missing;
  private int owed; // pieces that were written and not asked for anew

  RelayedReply(RoutingContext routing, Context own, Duration stallAfter) {
    this.routing = routing;
    this.response = routing.response();
    this.own = own;
    this.stallAfter = stallAfter;
  }

  /** How many bytes the head has promised; before the first of them. */
  void expect(long bytes) {
    missing = bytes;
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
  public void onItem(ByteBuffer piece) {
    run(
        () -> {
          missing -= piece.remaining();
          if (missing < 0) {
            breakOff("the store has more bytes than it said");
          } else {
            response.write(Buffer.buffer(Unpooled.wrappedBuffer(piece)));
            owed++;
            goOn();
          }
        });
  }

  @Override
  public void onFailure(Throwable failure) {
    run(() -> breakOff(failure.toString()));
  }

  @Override
  public void onCompletion() {
    run(
        () -> {
          if (missing > 0) {
            breakOff("the store has fewer bytes than it said");
          } else {
            end();
          }
        });
  }

  /** The reader has left, or has everything. */
  void cancel() {
    left = true;
    endStall();
    var given = subscription;
    if (given != null) {
      given.cancel();
    }
  }

  private void goOn() {
    if (!response.writeQueueFull()) {
      askForMore();
      return;
    }
    watch();
    response.drainHandler(
        room -> {
          endStall();
          askForMore();
        });
  }

  private void askForMore() {
    int more = owed;
    owed = 0;
    if (more > 0) {
      subscription.request(more);
    }
  }

  private void end() {
    endStall();
    watch(); // the last pieces too must be taken some time
    response.end().onComplete(done -> endStall());
  }

  /** A reader that takes nothing for too long is as one that has left. */
  private void watch() {
    if (stall < 0) {
      stall = own.owner().setTimer(stallAfter.toMillis(), late -> HangUp.on(routing.request()));
    }
  }

  private void endStall() {
    own.owner().cancelTimer(stall);
    stall = -1;
  }

  private void breakOff(String why) {
    LOG.warnf("file broken off on its way to its reader: %s", why);
    subscription.cancel();
    HangUp.on(routing.request());
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
