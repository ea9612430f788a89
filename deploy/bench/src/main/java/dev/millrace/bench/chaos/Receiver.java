package dev.millrace.bench.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Takes webhooks on this machine. Each request gets a URL of its own, so that none is mixed up. */
final class Receiver implements AutoCloseable {
  private static final int NO_CONTENT = 204;
  private static final String PATH = "/hook/";

  private final HttpServer server;
  private final Map<String, Set<String>> deliveries = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(PATH, this::take);
    server.start();
  }

  /** Where a request's webhook goes that is called so. */
  String url(String name) {
    return "http://127.0.0.1:%d%s%s".formatted(server.getAddress().getPort(), PATH, name);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var name = exchange.getRequestURI().getPath().substring(PATH.length());
      var delivery = exchange.getRequestHeaders().getFirst("webhook-id");
      calls.incrementAndGet();
      deliveries
          .computeIfAbsent(name, first -> ConcurrentHashMap.newKeySet())
          .add(String.valueOf(delivery));
      exchange.sendResponseHeaders(NO_CONTENT, -1);
    }
  }

  /** Those of them that were never called. */
  Set<String> missing(Collection<String> names) {
    return names.stream().filter(name -> !deliveries.containsKey(name)).collect(Collectors.toSet());
  }

  /** Those that got more than one delivery; a delivery may be repeated, but under its id. */
  long deliveredUnderSeveralIds() {
    return deliveries.values().stream().filter(ids -> ids.size() > 1).count();
  }

  int calls() {
    return calls.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
