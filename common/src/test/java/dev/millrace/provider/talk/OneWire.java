package dev.millrace.provider.talk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Utterance;
import dev.millrace.model.Route;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamBounds;
import dev.millrace.provider.http.UpstreamClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider whose upstream speaks one dialect, at {@code /whole} and {@code /frames}. */
final class OneWire extends Conversing {
  static final Duration SOON = Duration.ofSeconds(10);

  private final Dialect dialect;

  private OneWire(Dialect dialect, Talk talk) {
    super(talk);
    this.dialect = dialect;
  }

  static OneWire to(Dialect dialect, Vertx vertx) {
    var bounds = new UpstreamBounds(SOON, SOON, Duration.ofSeconds(30), 4, 1, 16, 40_000_000);
    var workbench = new Workbench(vertx);
    var client = new UpstreamClient(vertx, workbench, bounds, new HttpClientOptions());
    return new OneWire(dialect, new Talk(client, workbench));
  }

  /** The model is called {@code acme/writer} here and {@code their-name} there. */
  Call call(String url, ObjectNode input, Optional<Utterance> utterance, String extra) {
    var settings = "{'url':'%s','extra':%s}".formatted(url, extra);
    var call = Calls.call(Calls.route(dialect.word(), settings), input, 1, SOON);
    return new Call(
        call.request(), call.model(), call.route(), call.attempt(), call.input(), utterance);
  }

  @Override
  protected Wire wire(Route route) {
    var url = route.settings().path("url").asText();
    boolean pathNamesModel = dialect.modelField().isEmpty();
    return new Wire(
        dialect,
        URI.create(url + "/whole"),
        URI.create(url + (pathNamesModel ? "/frames" : "/whole")),
        Map.of("x-key", "secret-key-of-ours"),
        "their-name",
        Optional.of(777L),
        (ObjectNode) route.settings().path("extra"));
  }

  @Override
  public String dialect() {
    return dialect.word();
  }

  @Override
  public List<String> problems(Route route) {
    return List.of();
  }
}
