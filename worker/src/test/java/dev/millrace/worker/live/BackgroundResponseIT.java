package dev.millrace.worker.live;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.account.AccountId;
import dev.millrace.conversation.Frame;
import dev.millrace.money.Money;
import dev.millrace.provider.Calls;
import dev.millrace.queue.Admission;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.queue.Submission;
import dev.millrace.replay.Place;
import dev.millrace.replay.Replay;
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
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Responses in the background from admission to settlement, with all engines. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class BackgroundResponseIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MANY = 10_000;

  @Inject Admission admission;
  @Inject Requests requests;
  @Inject Replay replay;
  @Inject Pool pool;

  @Test
  void aResponseThatIsFollowedIsKeptEventByEventAndChargedOnce() {
    var request = submit("{'model':'local/chat','input':'Why?','background':true,'stream':true}");

    var ended = ended(request);

    assertThat(ended.status()).as("%s", ended.fault()).isEqualTo(RequestStatus.COMPLETED);
    var response = response(request);
    assertThat(response.at("/id").asText()).isEqualTo("resp_" + request.id());
    assertThat(response.at("/status").asText()).isEqualTo("completed");
    var events = events(request);
    assertThat(events).extracting(Frame::event).first().isEqualTo("response.in_progress");
    assertThat(numbers(events)).isEqualTo(IntStream.range(2, 2 + events.size()).boxed().toList());
    assertThat(deltas(events)).isEqualTo(response.at("/output/0/content/0/text").asText());
    assertThat(ended.charged()).isNotEqualTo(Money.ZERO);
    assertThat(ledgerOf(request)).containsExactly(Money.ZERO.minus(ended.charged()));
  }

  @Test
  void aResponseThatNobodyFollowsIsKeptAsAWhole() {
    var request = submit("{'model':'local/chat','input':'Why?','background':true}");

    var ended = ended(request);

    assertThat(ended.status()).as("%s", ended.fault()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(response(request).at("/output/0/content/0/text").asText()).isNotEmpty();
    assertThat(response(request).at("/usage/output_tokens").asInt()).isPositive();
    assertThat(events(request)).isEmpty();
  }

  @Test
  void manyResponsesKeepTheirEventsApart() {
    var submitted =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    submit(
                        "{'model':'local/chat','input':'Why %d?','background':true,'stream':true}"
                            .formatted(i)))
            .toList();

    for (var request : submitted) {
      assertThat(ended(request).status()).isEqualTo(RequestStatus.COMPLETED);
      var events = events(request);
      assertThat(numbers(events)).isEqualTo(IntStream.range(2, 2 + events.size()).boxed().toList());
      assertThat(deltas(events))
          .isEqualTo(response(request).at("/output/0/content/0/text").asText());
    }
  }

  private Submission submit(String body) {
    var request =
        aSubmission().of(account()).to("local/chat", body.replace('\'', '"')).holding("0.5").make();
    assertThat(now(admission.admit(request))).isInstanceOf(Admission.Result.Admitted.class);
    return request;
  }

  private RequestView ended(Submission request) {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> now(requests.find(request.account(), request.id())).orElseThrow(),
            view -> view.status().isTerminal());
  }

  private JsonNode response(Submission request) {
    return Calls.json(now(requests.payloadsOf(request.id())).output().orElseThrow());
  }

  private List<Frame> events(Submission request) {
    return now(replay.since(List.of(new Place(request.id(), 0)), MANY)).getFirst().events();
  }

  private static List<Integer> numbers(List<Frame> events) {
    return events.stream()
        .map(event -> Calls.json(event.data()).path("sequence_number").asInt())
        .toList();
  }

  private static String deltas(List<Frame> events) {
    var words = new StringBuilder();
    events.stream()
        .filter(event -> event.event().equals("response.output_text.delta"))
        .forEach(event -> words.append(Calls.json(event.data()).path("delta").asText()));
    return words.toString();
  }

  private AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    now(
        pool.preparedQuery(
                "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2, now())")
            .execute(Tuple.of(id.value(), Money.parse("1").nanos())));
    return id;
  }

  private List<Money> ledgerOf(Submission request) {
    var rows =
        now(
            pool.preparedQuery("select amount from ledger_entry where request_id = $1")
                .execute(Tuple.of(request.id().value())));
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Money(row.getLong("amount")))
        .toList();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
