package dev.millrace.worker;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobStore;
import dev.millrace.money.Money;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Requests;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** A large input goes to the model, and a large output comes back, by way of the store. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class LargePayloadIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Admission admission;
  @Inject Requests requests;
  @Inject BlobStore blobs;
  @Inject Pool pool;

  @Test
  void aLargeInputIsRunAndALargeOutputIsKept() {
    var input = "{\"text\":\"" + "word ".repeat(60_000) + "\"}";
    var request = aSubmission().of(account()).to("local/echo", input).make();
    assertThat(now(admission.admit(request))).isInstanceOf(Admission.Result.Admitted.class);

    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> status(request), status -> status == RequestStatus.COMPLETED);

    var payloads = now(requests.payloadsOf(request.id()));
    assertThat(payloads.input()).contains(input);
    assertThat(payloads.output()).contains(input);
    assertThat(now(blobs.head(key(request, "input")))).isPresent();
    assertThat(now(blobs.head(key(request, "output-1")))).isPresent();
  }

  private RequestStatus status(Submission request) {
    return now(requests.find(request.account(), request.id())).orElseThrow().status();
  }

  private static String key(Submission request, String name) {
    return "payloads/%s/%s".formatted(request.id().value(), name);
  }

  private AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    now(
        pool.preparedQuery(
                "insert into account (id, name, plan, balance, created_at) values ($1, 'ann',"
                    + " 'free', $2, now())")
            .execute(Tuple.of(id.value(), Money.parse("1").nanos())));
    return id;
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
