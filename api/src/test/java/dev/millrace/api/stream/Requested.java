package dev.millrace.api.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Claim;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.restassured.http.ContentType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Does what callers and workers do, step by step, and announces it or not. */
@ApplicationScoped
public class Requested {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final WorkerId WORKER = new WorkerId(UUID.randomUUID());

  private final RequestQueue queue;
  private final EventLog log;
  private final String adminKey;

  Requested(
      RequestQueue queue,
      EventLog log,
      @ConfigProperty(name = "millrace.admin.key") String adminKey) {
    this.queue = queue;
    this.log = log;
    this.adminKey = adminKey;
  }

  /** The key of a new account. */
  String account() {
    return given()
        .header("Authorization", "Key " + adminKey)
        .contentType(ContentType.JSON)
        .body("{\"name\": \"test\", \"plan\": \"ultra\", \"credit\": \"10\"}")
        .post("/admin/accounts")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  String submitted(String key, String body) {
    return given()
        .header("Authorization", "Key " + key)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/local/echo")
        .then()
        .statusCode(201)
        .extract()
        .path("request_id");
  }

  Claim claimed(String id) {
    return queue
        .claim(WORKER, List.of(RequestId.parse(id).orElseThrow()), Instant.now())
        .await()
        .atMost(SOON)
        .getFirst();
  }

  Claim started(String id) {
    var claim = claimed(id);
    announce(claim.started());
    return claim;
  }

  RequestEvent completed(Claim claim, String output) {
    var now = Instant.now();
    var complete =
        new Verdict.Complete(
            output, List.of(), Money.parse("0.0001"), Usage.ofOutputs(0, Duration.ofMillis(7)));
    var settled =
        queue
            .settle(List.of(new Verdict.Of(claim, "local", complete, now)))
            .await()
            .atMost(SOON)
            .getFirst();
    assertThat(settled.applied()).isTrue();
    return claim.settled(
        settled,
        RequestStatus.COMPLETED,
        now,
        Optional.of(
            new RequestEvent.Ended(
                Money.parse("0.0001"), Optional.of(Duration.ofMillis(7)), Optional.empty())));
  }

  void finished(String id) {
    announce(completed(started(id), "{}"));
  }

  void announce(RequestEvent event) {
    log.announce(List.of(event)).await().atMost(SOON);
  }
}
