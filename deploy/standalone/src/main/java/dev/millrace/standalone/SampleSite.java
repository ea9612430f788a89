package dev.millrace.standalone;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandlers;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Serves the sample page of the browser proxy, as a site of its own: to the api it is a page of
 * another origin, as a customer's would be. For this machine only.
 */
final class SampleSite implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String CONFIG = "/config.js";

  private final HttpServer server;

  private SampleSite(HttpServer server) {
    this.server = server;
  }

  /**
   * Opens it.
   *
   * @param folder with the page
   * @param port 0 means a free one
   * @param api where the page finds the api; asked when the page does
   */
  static SampleSite open(Path folder, int port, Supplier<String> api) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), port), 0);
    var files = SimpleFileServer.createFileHandler(folder.toAbsolutePath());
    server.createContext(
        "/",
        HttpHandlers.handleOrElse(
            request -> request.getRequestURI().getPath().equals(CONFIG),
            exchange ->
                HttpHandlers.of(
                        200,
                        Headers.of("Content-Type", "text/javascript", "Cache-Control", "no-store"),
                        config(api.get()))
                    .handle(exchange),
            files));
    server.start();
    return new SampleSite(server);
  }

  private static String config(String api) {
    return "export const proxyUrl = \"%s/api/modelrunner/proxy\";\n".formatted(api);
  }

  String url() {
    return "http://%s:%d".formatted(HOST, server.getAddress().getPort());
  }

  /** Both names of this machine, for people type either. */
  List<String> origins() {
    return List.of(url(), "http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
