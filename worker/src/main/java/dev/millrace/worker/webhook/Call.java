package dev.millrace.worker.webhook;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * One call to a receiver. The status decides; of the body a little is read so that the connection
 * can serve again, and whoever sends more is hung up on.
 */
final class Call {
  private static final int MOST_OF_A_BODY = 1024;

  private final Vertx vertx;
  private final UniEmitter<? super Answer> emitter;
  private HttpClientRequest request;
  private Answer answer = new Answer.Silence("the receiver did not answer in time");
  private boolean ended;
  private long timer;
  private int read;

  Call(Vertx vertx, UniEmitter<? super Answer> emitter) {
    this.vertx = vertx;
    this.emitter = emitter;
  }

  void start(HttpClient http, RequestOptions options, Buffer body, Duration within) {
    timer = vertx.setTimer(within.toMillis(), late -> hangUp());
    http.request(options)
        .onComplete(connected -> connected(connected.result(), connected.cause(), body));
  }

  private synchronized void connected(HttpClientRequest made, Throwable failure, Buffer body) {
    if (failure != null) {
      broken(failure);
      return;
    }
    request = made;
    if (ended) {
      made.reset();
      return;
    }
    made.exceptionHandler(this::broken);
    made.send(body).onSuccess(this::answered).onFailure(this::broken);
  }

  private synchronized void answered(HttpClientResponse response) {
    answer = new Answer.Status(response.statusCode());
    response.exceptionHandler(broken -> end()).handler(this::count).endHandler(done -> end());
  }

  private synchronized void count(Buffer part) {
    read += part.length();
    if (read > MOST_OF_A_BODY) {
      hangUp();
    }
  }

  /** Ends first: the reset reports itself as a broken connection. */
  private synchronized void hangUp() {
    var open = !ended && request != null;
    end();
    if (open) {
      request.reset();
    }
  }

  private synchronized void broken(Throwable failure) {
    if (!ended && answer instanceof Answer.Silence) {
      answer = new Answer.Silence(reason(failure));
    }
    end();
  }

  private void end() {
    if (!ended) {
      ended = true;
      vertx.cancelTimer(timer);
      emitter.complete(answer);
    }
  }

  /** Says what kind of failure it was; the text of one may name hosts of ours. */
  private static String reason(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "no TLS connection could be made: is the certificate valid for this name?";
      }
      if (cause instanceof ConnectException) {
        return "the receiver cannot be connected to";
      }
    }
    return "the connection to the receiver broke";
  }
}
