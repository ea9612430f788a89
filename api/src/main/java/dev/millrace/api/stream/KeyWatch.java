package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.notice.Notice;
import dev.millrace.notice.Notices;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Looks again and again whether the key that opened a stream is still good, and at once when it is
 * told that a key of the account changed; ends the stream when it is not. A token is looked at
 * once: it is good for minutes, and only opens streams.
 */
@ApplicationScoped
class KeyWatch {
  private static final Logger LOG = Logger.getLogger(KeyWatch.class);

  private static final Set<FaultCode> ENDING =
      EnumSet.of(FaultCode.KEY_INVALID, FaultCode.FORBIDDEN);

  private final Authenticator authenticator;
  private final Vertx vertx;
  private final Duration every;

  private final Set<Watched> open = ConcurrentHashMap.newKeySet();

  KeyWatch(Authenticator authenticator, Notices notices, Vertx vertx, StreamConfig config) {
    this.authenticator = authenticator;
    this.vertx = vertx;
    this.every = config.checkKeyEvery();
    // Behind the authenticator, which has forgotten the key by then: it let in whoever is watched.
    notices.follow(this::hear);
  }

  /** A stream whose key is looked at, and where that is done. */
  private record Watched(AccountId account, Context context, Runnable check) {}

  private void hear(Notice notice) {
    if (notice instanceof Notice.KeyChanged) {
      open.stream()
          .filter(stream -> stream.account().equals(notice.account()))
          .forEach(stream -> stream.context().runOnContext(turn -> stream.check().run()));
    }
  }

  /** To be called on the connection's own context; ends with the answer. */
  void watch(RoutingContext routing, StreamCallers.Reader reader, OpenStreams.Place place) {
    if (!reader.byKey()) {
      return;
    }
    var request = routing.request();
    long timer = vertx.setPeriodic(every.toMillis(), tick -> check(request, place));
    var watched =
        new Watched(reader.account(), vertx.getOrCreateContext(), () -> check(request, place));
    open.add(watched);
    routing.addEndHandler(
        end -> {
          open.remove(watched);
          vertx.cancelTimer(timer);
        });
  }

  private void check(HttpServerRequest request, OpenStreams.Place place) {
    authenticator
        .callerOf(request)
        .subscribe()
        .with(stillGood -> {}, failure -> failed(failure, place));
  }

  /** While nobody can say whether a key is good, the stream goes on. */
  private static void failed(Throwable failure, OpenStreams.Place place) {
    if (failure instanceof FaultException refusal && ENDING.contains(refusal.fault().code())) {
      place.revoke();
    } else {
      LOG.debugf("the key of an open stream is looked at again later: %s", failure.getMessage());
    }
  }
}
