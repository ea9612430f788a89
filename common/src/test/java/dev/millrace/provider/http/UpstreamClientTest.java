package dev.millrace.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Workbench;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.JksOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamClientTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final UpstreamBounds BOUNDS =
      new UpstreamBounds(SOON, SOON, SOON, 4, 1, 16, 64 << 20);
  private final Vertx vertx = Vertx.vertx();
  @TempDir static Path folder;
  private static JksOptions identity;

  @BeforeAll
  static void makeCertificate() throws Exception {
    var store = folder.resolve("server.jks").toString();
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storepass",
                "changeit",
                "-keystore",
                store)
            .start();
    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    identity = new JksOptions().setPath(store).setPassword("changeit");
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void speaksHttp2WhereTheUpstreamOffersIt() {
    var upstream = upstream(true);

    assertThat(version(upstream)).isEqualTo("HTTP_2");
  }

  @Test
  void speaksHttp11OverTlsWhereTheUpstreamKnowsNoMore() {
    var upstream = upstream(false);

    assertThat(version(upstream)).isEqualTo("HTTP_1_1");
  }

  @Test
  void anUntrustedCertificateIsAnUnreachableProvider() {
    var upstream = upstream(true);

    assertThatThrownBy(() -> ask(client(new HttpClientOptions()), upstream))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("no secure connection could be made");
  }

  @Test
  void noReplyIsLostWhicheverLoopItComesOn() {
    var upstream = upstream(false);
    var client = client(new HttpClientOptions().setTrustOptions(identity));

    var replies =
        Uni.join()
            .all(IntStream.range(0, 500).mapToObj(i -> client.json(call(upstream))).toList())
            .usingConcurrencyOf(8)
            .andFailFast()
            .await()
            .atMost(SOON);

    assertThat(replies).hasSize(500);
  }

  @Test
  void manyCallsShareOneHttp2Connection() {
    var upstream = upstream(true);
    var client = client(new HttpClientOptions().setTrustOptions(identity));

    var ports =
        IntStream.range(0, 20).mapToObj(i -> ask(client, upstream).get("port").asInt()).distinct();

    assertThat(ports).hasSize(1);
  }

  @Test
  void eachEventLoopKeepsAConnectionOfItsOwn() {
    var upstream = upstream(false);
    var client = client(new HttpClientOptions().setTrustOptions(identity));
    var one = ((VertxInternal) vertx).createEventLoopContext();
    var other = ((VertxInternal) vertx).createEventLoopContext();

    var ports =
        Stream.of(one, other, one, other).map(loop -> portFrom(loop, client, upstream)).toList();

    assertThat(ports.get(0)).isEqualTo(ports.get(2)).isNotEqualTo(ports.get(1));
    assertThat(ports.get(1)).isEqualTo(ports.get(3));
  }

  private static int portFrom(Context loop, UpstreamClient client, HttpServer upstream) {
    return Uni.createFrom()
        .deferred(() -> client.json(call(upstream)))
        .runSubscriptionOn(task -> loop.runOnContext(turn -> task.run()))
        .await()
        .atMost(SOON)
        .get("port")
        .asInt();
  }

  private String version(HttpServer upstream) {
    return ask(client(new HttpClientOptions().setTrustOptions(identity)), upstream)
        .get("version")
        .asText();
  }

  private JsonNode ask(UpstreamClient client, HttpServer upstream) {
    return client.json(call(upstream)).await().atMost(SOON);
  }

  private static UpstreamRequest call(HttpServer upstream) {
    var url = URI.create("https://localhost:" + upstream.actualPort() + "/x");
    var body = new UpstreamBody.Tree(Calls.json("{'a':1}"));
    return new UpstreamRequest("POST", url, Map.of(), Optional.of(body), SOON);
  }

  private UpstreamClient client(HttpClientOptions trust) {
    return new UpstreamClient(vertx, new Workbench(vertx), BOUNDS, trust);
  }

  private HttpServer upstream(boolean withHttp2) {
    return vertx
        .createHttpServer(
            new HttpServerOptions().setSsl(true).setUseAlpn(withHttp2).setKeyCertOptions(identity))
        .requestHandler(
            request ->
                request
                    .response()
                    .end(
                        "{\"version\":\"%s\",\"port\":%d}"
                            .formatted(
                                request.version(), request.connection().remoteAddress().port())))
        .listen(0)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }
}
