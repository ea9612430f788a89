package dev.millrace.api.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over HTTP/2 that there is no body is told by the end of the stream alone. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class Http2IT {
  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));
  private Callers.Caller caller;

  @BeforeEach
  void open() {
    caller = Callers.with("1");
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /files/{id}/favorite",
    "GET,    /files/{id}",
    "GET,    /local/echo/requests/{id}/cancel"
  })
  void aCallWithoutABodyIsAnswered(String method, String path) throws Exception {
    var target = path.replace("{id}", UUID.randomUUID().toString());

    assertThat(status(HttpMethod.valueOf(method), target, HttpClientRequest::end)).isEqualTo(404);
  }

  @Test
  void aBodyOfKnownLengthIsRead() throws Exception {
    assertThat(
            status(
                HttpMethod.POST,
                "/local/echo",
                request -> request.putHeader("content-type", "application/json").end("{\"a\":1}")))
        .isEqualTo(201);
  }

  /** It is told in the head neither that a body comes nor how long it is. */
  @ParameterizedTest
  @CsvSource({
    "POST, /local/echo,                          201",
    "POST, /run/local/echo,                      200",
    "POST, /admin/accounts,                      401",
    "PUT,  /local/echo/requests/{id}/cancel,     404"
  })
  void aBodyOfUnknownLengthIsRead(String method, String path, int status) throws Exception {
    var target = path.replace("{id}", UUID.randomUUID().toString());

    assertThat(
            status(
                HttpMethod.valueOf(method),
                target,
                request -> {
                  request.putHeader("content-type", "application/json").setChunked(true);
                  return request
                      .write("{\"a\"")
                      .compose(begun -> request.write(":1}"))
                      .compose(sent -> request.end());
                }))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /local/echo,                          400",
    "POST, /run/local/echo,                      400",
    "PUT,  /local/echo/requests/{id}/cancel,     404"
  })
  void aBodyThatDoesNotComeIsMissed(String method, String path, int status) throws Exception {
    var target = path.replace("{id}", UUID.randomUUID().toString());

    assertThat(
            status(
                HttpMethod.valueOf(method),
                target,
                request ->
                    request
                        .putHeader("content-type", "application/json")
                        .sendHead()
                        .compose(begun -> request.end())))
        .isEqualTo(status);
  }

  @Test
  void aBodyOfUnknownLengthIsBounded() throws Exception {
    assertThat(
            status(
                HttpMethod.POST,
                "/local/echo",
                request -> {
                  request.putHeader("content-type", "application/json").setChunked(true);
                  request.write(Buffer.buffer(new byte[11 * 1024 * 1024]));
                  return Future.succeededFuture();
                }))
        .isEqualTo(413);
  }

  @Test
  void whatTheGuardsRefuseIsAnswered() throws Exception {
    assertThat(status(HttpMethod.GET, "/a/%2e%2e/b", HttpClientRequest::end)).isEqualTo(400);
  }

  private int status(HttpMethod method, String path, Function<HttpClientRequest, Future<Void>> send)
      throws Exception {
    return http.request(method, port, "127.0.0.1", path)
        .compose(
            request -> {
              request.putHeader("authorization", "Key " + caller.key());
              return send.apply(request).compose(sent -> request.response());
            })
        .map(
            response -> {
              assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
              return response.statusCode();
            })
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, SECONDS);
  }
}
