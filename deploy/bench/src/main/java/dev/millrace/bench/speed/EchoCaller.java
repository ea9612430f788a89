package dev.millrace.bench.speed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.millrace.bench.Target;
import dev.millrace.bench.contest.Echo;
import dev.millrace.request.RequestStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/**
 * Submits echoes and waits for their ends. Thread-safe. Each call blocks its thread in the socket
 * itself and goes out in one piece, and an answer's time is taken before it is understood: what a
 * caller does takes the processors from the platform, and is none of its time.
 */
final class EchoCaller implements AutoCloseable {
  private static final Timeout LONGEST_CALL = Timeout.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MODEL = "/local/echo";
  private static final byte[] BODY = Echo.BODY.getBytes(StandardCharsets.UTF_8);
  private static final int CONNECTIONS = 1024;

  private final ObjectReader json = new ObjectMapper().reader();
  private final CloseableHttpClient http = client();

  /**
   * What a call was answered.
   *
   * @param at when all of it had come, in nanoseconds of this JVM
   */
  record Answer(String id, RequestStatus status, long at) {}

  private record Reply(int code, byte[] body, long at) {}

  private static CloseableHttpClient client() {
    var patience =
        ConnectionConfig.custom()
            .setConnectTimeout(LONGEST_CALL)
            .setSocketTimeout(LONGEST_CALL)
            .build();
    return HttpClients.createMinimal(
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDefaultConnectionConfig(patience)
            .setMaxConnPerRoute(CONNECTIONS)
            .setMaxConnTotal(CONNECTIONS)
            .build());
  }

  /** Where a request says how it stands. */
  static String statusUrl(Target target, String id) {
    return target.url() + MODEL + "/requests/" + id + "/status";
  }

  /**
   * The request that was acknowledged.
   *
   * @throws IOException when it was not
   */
  Answer submit(Target target) throws IOException {
    return answer(submission(target), target, 201);
  }

  /**
   * Submits, and returns once it has completed: the api holds its answer until then.
   *
   * @throws IOException when it ends otherwise, or has not ended within a minute
   */
  Answer submitUntilCompleted(Target target) throws IOException {
    var call = submission(target);
    call.setHeader("Prefer", "wait=60");
    return completed(answer(call, target, 201));
  }

  private static HttpUriRequestBase submission(Target target) {
    var call = new HttpPost(target.url() + MODEL);
    call.setEntity(new ByteArrayEntity(BODY, ContentType.APPLICATION_JSON));
    return call;
  }

  /**
   * Returns once the api says that it has completed; the api holds its answers until there is news.
   *
   * @throws IOException when it ends otherwise, or has not ended within a minute
   */
  Answer awaitCompleted(Target target, String id) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var answer = status(target, id);
    while (!answer.status().isTerminal()) {
      if (answer.at() > deadline) {
        throw new IOException("request %s had not ended after %s".formatted(id, PATIENCE));
      }
      answer = status(target, id);
    }
    return completed(answer);
  }

  private static Answer completed(Answer answer) throws IOException {
    if (answer.status() != RequestStatus.COMPLETED) {
      throw new IOException("request %s ended as %s".formatted(answer.id(), answer.status()));
    }
    return answer;
  }

  private Answer status(Target target, String id) throws IOException {
    return answer(new HttpGet(statusUrl(target, id) + "?wait=5"), target, 200);
  }

  private Answer answer(HttpUriRequestBase call, Target target, int wanted) throws IOException {
    call.setHeader("Authorization", "Key " + target.key());
    var reply = http.execute(call, EchoCaller::read);
    if (reply.code() != wanted) {
      throw new IOException(
          "%s was answered %d: %s"
              .formatted(
                  call.getRequestUri(),
                  reply.code(),
                  new String(reply.body(), StandardCharsets.UTF_8)));
    }
    var said = json.readTree(reply.body());
    return new Answer(
        said.path("request_id").asText(),
        RequestStatus.valueOf(said.path("status").asText()),
        reply.at());
  }

  private static Reply read(ClassicHttpResponse response) throws IOException {
    var body = EntityUtils.toByteArray(response.getEntity());
    return new Reply(response.getCode(), body, System.nanoTime());
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
