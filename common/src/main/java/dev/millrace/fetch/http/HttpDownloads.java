package dev.millrace.fetch.http;

import dev.millrace.fetch.Downloads;
import dev.millrace.reach.Targets;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Downloads over HTTP/1.1, each on a connection of its own: no cookies, no keys, nothing that one
 * leaves for the next.
 */
@ApplicationScoped
public class HttpDownloads implements Downloads {
  private static final int LARGEST_HEADERS = 16 * 1024;
  private static final int LARGEST_BUFFER = 64 * 1024;
  private static final int WAITING_PER_CONNECTION = 4;

  private final Vertx vertx;
  private final Targets targets;
  private final FetchConfig config;
  private final HttpClient http;

  @Inject
  public HttpDownloads(Vertx vertx, Targets targets, FetchConfig config) {
    this(vertx, targets, config, new HttpClientOptions());
  }

  /**
   * @param trust options for TLS beside ours: whom to trust
   */
  HttpDownloads(Vertx vertx, Targets targets, FetchConfig config, HttpClientOptions trust) {
    this.vertx = vertx;
    this.targets = targets;
    this.config = config;
    this.http =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions(trust)
                    .setKeepAlive(false)
                    .setMaxHeaderSize(LARGEST_HEADERS)
                    .setMaxChunkSize(LARGEST_BUFFER)
                    .setConnectTimeout((int) config.connectWithin().toMillis())
                    .setMaxWaitQueueSize(config.perHost() * WAITING_PER_CONNECTION)
                    .setTcpNoDelay(true)
                    .setVerifyHost(true))
            .with(new PoolOptions().setHttp1MaxSize(config.perHost()))
            .build();
  }

  @Override
  public Uni<Download> open(String url, Bounds bounds) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              UniEmitter<? super Download> answer = emitter;
              var fetching = new Fetching(vertx, http, targets, config, bounds, answer);
              answer.onTermination(fetching::leave);
              fetching.start(url);
            });
  }

  @PreDestroy
  void close() {
    http.close();
  }
}
