package dev.millrace.api.stream;

import dev.millrace.api.http.key.Authenticator;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Looks again and again whether the key that opened a stream is still good, and ends the stream
 * when it is not. A token is looked at once: it is good for minutes, and only opens streams.
 */
@ApplicationScoped
class KeyWatch {
  private static final Logger LOG = Logger.getLogger(KeyWatch.class);

  private final Authenticator authenticator;
  private final Vertx vertx;
  private final Duration every;

  KeyWatch(Authenticator authenticator, Vertx vertx, StreamConfig config) {
    this.authenticator = authenticator;
    this.vertx = vertx;
    this.every = config.checkKeyEvery();
  }

  /** To be called on the connection's own context; ends with the answer. */
  void watch(RoutingContext routing, StreamCallers.Reader reader, OpenStreams.Place place) {
    if (!reader.byKey()) {
      return;
    }
    var request = routing.request();
    long timer = vertx.setPeriodic(every.toMillis(), tick -> check(request, place));
    routing.addEndHandler(end -> vertx.cancelTimer(timer));
  }

  private void check(HttpServerRequest request, OpenStreams.Place place) {
    authenticator
        .callerOf(request)
        .subscribe()
        .with(stillGood -> {}, failure -> failed(failure, place));
  }

  /** While nobody can say whether a key is good, the stream goes on. */
  private static void failed(Throwable failure, OpenStreams.Place place) {
    if (failure instanceof FaultException refusal
        && refusal.fault().code() == FaultCode.KEY_INVALID) {
      place.revoke();
    } else {
      LOG.debugf("the key of an open stream is looked at again later: %s", failure.getMessage());
    }
  }
}
