package dev.millrace.bench.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks an api for an audit. */
public final class Auditor {
  private static final Duration LONGEST_AUDIT = Duration.ofMinutes(30);
  private static final Duration COME_BACK = Duration.ofSeconds(1);
  private static final int FINE = 200;
  private static final int LATER = 503;

  private final Target operator;
  private final HttpRequest request;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param operator an api, with the admin key
   */
  public Auditor(Target operator) {
    this.operator = operator;
    this.request =
        HttpRequest.newBuilder(URI.create(operator.url() + "/admin/audit"))
            .timeout(LONGEST_AUDIT)
            .header("Authorization", "Key " + operator.key())
            .build();
  }

  /**
   * Asks, and asks again for so long while the answer is to come later.
   *
   * @throws IOException when there was no audit; the message says what there was
   */
  public AuditAnswer ask(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var answer = http.send(request, BodyHandlers.ofString());
      while (answer.statusCode() == LATER && System.nanoTime() < deadline) {
        Thread.sleep(COME_BACK);
        answer = http.send(request, BodyHandlers.ofString());
      }
      return read(answer);
    }
  }

  private AuditAnswer read(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != FINE) {
      throw new IOException(
          "%s answered %d: %s".formatted(operator, answer.statusCode(), answer.body()));
    }
    return AuditAnswer.of(json.readTree(answer.body()));
  }
}
