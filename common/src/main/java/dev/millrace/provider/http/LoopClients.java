package dev.millrace.provider.http;

import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.impl.ContextInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A client for each event loop, so that a reply is read by the loop that called. A client that all
 * share hands out the connection that was used last, whichever loop reads it: soon one loop reads
 * all replies, the others idle, and every piece of a reply changes threads.
 */
final class LoopClients {
  private final Vertx vertx;
  private final Supplier<HttpClient> making;
  private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();

  LoopClients(Vertx vertx, Supplier<HttpClient> making) {
    this.vertx = vertx;
    this.making = making;
  }

  /** The client of the event loop that the caller runs on. */
  HttpClient here() {
    var loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    return clients.computeIfAbsent(loop, first -> making.get());
  }

  void close() {
    clients.values().forEach(HttpClient::close);
  }
}
