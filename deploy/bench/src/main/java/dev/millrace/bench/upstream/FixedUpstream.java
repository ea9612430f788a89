package dev.millrace.bench.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A provider that answers at once: {@code /v1/chat/completions} as OpenAI does, {@code
 * /v1/messages} as Anthropic does. A stream has as many words as {@code max_tokens} says, each in a
 * frame and a write of its own.
 */
public final class FixedUpstream implements AutoCloseable {
  private static final Pattern WORDS =
      Pattern.compile("\"max(?:_completion)?_tokens\"\\s*:\\s*(\\d+)");
  private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpServer server;

  private FixedUpstream() throws Exception {
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(FixedUpstream::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  public static FixedUpstream open() throws Exception {
    return new FixedUpstream();
  }

  /** With the version, as providers' base URLs are written. */
  public String url() {
    return "http://127.0.0.1:%d/v1".formatted(server.actualPort());
  }

  private static void answer(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body));
  }

  private static void answer(HttpServerRequest request, Buffer body) {
    var response = request.response();
    if (request.path().endsWith("/messages")) {
      whole(response, Answers.MESSAGE);
    } else if (STREAM.matcher(body.toString()).find()) {
      stream(response, words(body));
    } else {
      whole(response, Answers.CHAT);
    }
  }

  private static void whole(HttpServerResponse response, Buffer answer) {
    response.putHeader("content-type", "application/json").end(answer);
  }

  private static int words(Buffer body) {
    var found = WORDS.matcher(body.toString());
    return found.find() ? Integer.parseInt(found.group(1)) : 1;
  }

  private static void stream(HttpServerResponse response, int words) {
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    response.write(Answers.FIRST);
    pump(response, words);
  }

  /** As fast as the reader takes them. */
  private static void pump(HttpServerResponse response, int left) {
    int words = left;
    while (words > 0 && !response.closed()) {
      if (response.writeQueueFull()) {
        int rest = words;
        response.drainHandler(room -> pump(response, rest));
        return;
      }
      response.write(Answers.WORD);
      words--;
    }
    response.end(Answers.LAST);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
