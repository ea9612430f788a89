package dev.millrace.worker.webhook;

import dev.millrace.reach.Target;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * Calls receivers. Each call goes to an address that was looked at, and its name is not resolved
 * again; the name stays in the Host header and in the TLS handshake. HTTP/1.1, no redirects, and
 * connections of its own.
 */
final class Post {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int KEEP_ALIVE_SECONDS = 10;
  private static final int LARGEST_HEADERS = 8 * 1024;

  private final Vertx vertx;
  private final Duration answerWithin;
  private final HttpClient http;

  /**
   * @param trust options for TLS beside ours: whom to trust
   */
  Post(Vertx vertx, Duration answerWithin, int perReceiver, HttpClientOptions trust) {
    this.vertx = vertx;
    this.answerWithin = answerWithin;
    var options =
        new HttpClientOptions(trust)
            .setConnectTimeout(CONNECT_MILLIS)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setMaxHeaderSize(LARGEST_HEADERS)
            .setTcpNoDelay(true)
            .setVerifyHost(true);
    this.http =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(perReceiver))
            .build();
  }

  /** What the receiver answers; never fails, and ends in time. */
  Uni<Answer> send(Target.Open target, int attempts, Map<String, String> headers, String body) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              UniEmitter<? super Answer> answer = emitter;
              new Call(vertx, answer)
                  .start(
                      http, options(target, attempts, headers), Buffer.buffer(body), answerWithin);
            });
  }

  /** Each attempt goes to the next of the name's addresses. */
  private static RequestOptions options(
      Target.Open target, int attempts, Map<String, String> headers) {
    var url = target.url();
    var address = target.addresses().get(attempts % target.addresses().size());
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
            .setHost(url.host())
            .setPort(url.port())
            .setSsl(url.tls())
            .setURI(url.pathAndQuery())
            .setFollowRedirects(false)
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", "Millrace-Webhooks");
    headers.forEach(options::putHeader);
    return options;
  }

  void close() {
    http.close();
  }
}
