package dev.millrace.fetch.http;

import dev.millrace.fetch.Downloads.Bounds;
import dev.millrace.fetch.Downloads.Download;
import dev.millrace.reach.Reach;
import dev.millrace.reach.Target;
import dev.millrace.reach.Targets;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;

/**
 * One download, from its first look to its last byte. Each URL on its way is looked at right before
 * it is called, and called at the addresses that were looked at. All state is one context's.
 */
final class Fetching {
  private static final int LONGEST_URL = 8 * 1024;

  private final Vertx vertx;
  private final Context context;
  private final HttpClient http;
  private final Targets targets;
  private final FetchConfig config;
  private final Bounds bounds;
  private final UniEmitter<? super Download> emitter;
  private final Reach reach;
  private String name = "";
  private long wholeTimer = -1;
  private long answerTimer = -1;
  private HttpClientRequest onWire;
  private Body body;
  private boolean isOver;

  Fetching(
      Vertx vertx,
      HttpClient http,
      Targets targets,
      FetchConfig config,
      Bounds bounds,
      UniEmitter<? super Download> emitter) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.http = http;
    this.targets = targets;
    this.config = config;
    this.bounds = bounds;
    this.emitter = emitter;
    this.reach = new Reach(true, config.allowPrivate(), bounds.neighbour(), LONGEST_URL);
  }

  void start(String url) {
    context.runOnContext(
        turn -> {
          wholeTimer =
              vertx.setTimer(
                  Math.max(1, bounds.within().toMillis()),
                  fired -> fail(Trouble.late(bounds.within())));
          look(Hop.first(url));
        });
  }

  /** Whoever asked does not want it any more. Once bytes are handed over, these are cancelled. */
  void leave() {
    context.runOnContext(
        turn -> {
          if (body == null) {
            over();
          }
        });
  }

  private void look(Hop hop) {
    targets
        .look(hop.url(), reach)
        .subscribe()
        .with(
            target -> context.runOnContext(turn -> guarded(() -> looked(hop, target))), this::fail);
  }

  private void looked(Hop hop, Target target) {
    switch (target) {
      case Target.Open open -> {
        hop.check(open.url());
        if (hop.redirects() == 0) {
          name = Head.nameIn(hop.url());
        }
        call(hop, open, 0);
      }
      case Target.Forbidden(String reason) -> fail(Trouble.forbidden(reason));
      case Target.Unresolved(String reason) -> fail(Trouble.unreachable(reason));
    }
  }

  private void call(Hop hop, Target.Open target, int address) {
    if (isOver) {
      return;
    }
    http.request(options(target, address))
        .onSuccess(request -> send(hop, target, request))
        .onFailure(
            failure -> {
              if (address + 1 < target.addresses().size()) {
                call(hop, target, address + 1);
              } else {
                fail(failure);
              }
            });
  }

  private RequestOptions options(Target.Open target, int address) {
    var url = target.url();
    var where = new InetSocketAddress(target.addresses().get(address), url.port());
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setServer(SocketAddress.inetSocketAddress(where))
        .setHost(url.host())
        .setPort(url.port())
        .setSsl(url.tls())
        .setURI(url.pathAndQuery())
        .setFollowRedirects(false)
        .setConnectTimeout(config.connectWithin().toMillis())
        .putHeader("Accept", "*/*")
        .putHeader("Accept-Encoding", "identity")
        .putHeader("User-Agent", "Millrace");
  }

  private void send(Hop hop, Target.Open target, HttpClientRequest request) {
    request.exceptionHandler(failure -> failOf(request, failure));
    if (isOver) {
      request.reset();
      return;
    }
    onWire = request;
    answerTimer =
        vertx.setTimer(
            config.answerWithin().toMillis(), fired -> fail(Trouble.silent(config.answerWithin())));
    request
        .send()
        .onSuccess(
            response -> {
              // Before anything else: what is not paused runs away.
              response.pause().exceptionHandler(failure -> failOf(request, failure));
              guarded(() -> answered(hop, target, response));
            })
        .onFailure(failure -> failOf(request, failure));
  }

  private void answered(Hop hop, Target.Open target, HttpClientResponse response) {
    vertx.cancelTimer(answerTimer);
    if (isOver) {
      return;
    }
    var head = Head.of(response);
    if (head.isRedirect()) {
      hangUp();
      look(hop.next(target.url(), head.location()));
      return;
    }
    head.check(bounds.bytes());
    body = new Body(vertx, response, bounds.bytes(), config.idleWithin(), this::over);
    emitter.complete(
        new Download(
            head.contentType(), name, head.size(), Multi.createFrom().safePublisher(body)));
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  /** What a call says of our having left it is no news. */
  private void failOf(HttpClientRequest request, Throwable failure) {
    if (request == onWire) {
      fail(failure);
    }
  }

  private void fail(Throwable failure) {
    if (body != null) {
      body.fail(failure);
    } else if (!isOver) {
      over();
      emitter.fail(Trouble.of(failure));
    }
  }

  private void over() {
    isOver = true;
    vertx.cancelTimer(wholeTimer);
    vertx.cancelTimer(answerTimer);
    hangUp();
  }

  /** Closes the connection, unless the answer was whole. */
  private void hangUp() {
    if (onWire != null) {
      var left = onWire;
      onWire = null;
      left.reset();
    }
  }
}
