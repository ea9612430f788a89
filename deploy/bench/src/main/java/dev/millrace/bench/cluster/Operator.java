package dev.millrace.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Opens accounts and gives credit, as whoever runs the platform does. Thread-safe. */
public final class Operator implements AutoCloseable {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(15);
  private static final int CREATED = 201;

  private final Target admin;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param admin an api, with the operator's key
   */
  public Operator(Target admin) {
    this.admin = admin;
  }

  /** An account and the key that it was opened with. */
  public record Customer(String account, String key) {}

  /**
   * A new account with that much credit, in dollars.
   *
   * @throws IOException when it was not opened
   */
  public Customer open(String credit) throws IOException, InterruptedException {
    var opened =
        post(
            "/admin/accounts",
            "{\"name\": \"test\", \"plan\": \"ultra\", \"credit\": \"%s\"}".formatted(credit));
    return new Customer(opened.path("id").asText(), opened.path("key").asText());
  }

  /**
   * More credit for it, in dollars.
   *
   * @throws IOException when it was not given
   */
  public void credit(Customer customer, String amount) throws IOException, InterruptedException {
    post(
        "/admin/accounts/" + customer.account() + "/credits",
        "{\"amount\": \"%s\", \"reason\": \"paid in\"}".formatted(amount));
  }

  /**
   * The same account by another key, with limits that nobody reaches: they are counted all the
   * same.
   *
   * @throws IOException when there is none
   */
  public Customer limited(Customer customer) throws IOException, InterruptedException {
    var made =
        post(
            "/v1/api-keys",
            customer.key(),
            """
            {"name": "limited", "limits": {"requestsPerMinute": 100000000, \
            "tokensPerMinute": 100000000000, "concurrentRequests": 100000}}""");
    return new Customer(customer.account(), made.path("data").path("key").asText());
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    return post(path, admin.key(), body);
  }

  private JsonNode post(String path, String key, String body)
      throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(admin.url() + path))
                .timeout(LONGEST_CALL)
                .header("Authorization", "Key " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != CREATED) {
      throw new IOException(
          "%s was answered %d: %s".formatted(path, answer.statusCode(), answer.body()));
    }
    return json.readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
