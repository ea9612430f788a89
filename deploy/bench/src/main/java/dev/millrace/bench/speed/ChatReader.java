package dev.millrace.bench.speed;

import dev.millrace.bench.speed.ChatStream.Heard;
import dev.millrace.bench.wrk.Load;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Sends chats whose answers stream, and reads these, all on one thread. */
final class ChatReader implements AutoCloseable {
  private static final Duration LONGEST_CHAT = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient http;

  /**
   * @param connections to each server at the most; they stay open
   */
  ChatReader(int connections) {
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(connections));
  }

  /**
   * Sends one and reads it to its end.
   *
   * @throws ExecutionException when it was refused or broke off
   */
  Heard read(Load chat) throws InterruptedException, ExecutionException, TimeoutException {
    return await(send(chat), LONGEST_CHAT);
  }

  /**
   * Sends one after the other over each of so many connections for so long, and reads each to its
   * end.
   *
   * @return how many frames came
   * @throws ExecutionException when a chat was refused or broke off
   */
  long relay(Load chat, int connections, Duration lasting)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + lasting.toNanos();
    var lines = Stream.generate(() -> again(chat, deadline, 0)).limit(connections).toList();
    await(Future.join(lines), lasting.plus(LONGEST_CHAT));
    return lines.stream().mapToLong(Future::result).sum();
  }

  private Future<Long> again(Load chat, long deadline, long frames) {
    return send(chat)
        .compose(
            heard -> {
              long all = frames + heard.frames();
              return System.nanoTime() < deadline
                  ? again(chat, deadline, all)
                  : Future.succeededFuture(all);
            });
  }

  /** It counts as sent once there is a connection for it. */
  private Future<Heard> send(Load chat) {
    return http.request(options(chat)).compose(request -> send(request, chat.body()));
  }

  private static Future<Heard> send(HttpClientRequest request, String body) {
    var stream = new ChatStream();
    return request.send(body).compose(stream::read);
  }

  private static RequestOptions options(Load chat) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(chat.method()))
            .setAbsoluteURI(chat.url())
            .putHeader("Authorization", chat.keys().getFirst());
    chat.headers().forEach(options::putHeader);
    return options;
  }

  private static <T> T await(Future<T> future, Duration patience)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(patience.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
