package dev.millrace.worker;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.kafka.KafkaSettings;
import dev.millrace.money.Money;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Lane;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Terms;
import dev.millrace.queue.Upkeep;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** A request whose payloads are not to be stored leaves nothing of them behind, however it ends. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class UnstoredIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Admission admission;
  @Inject Requests requests;
  @Inject Upkeep upkeep;
  @Inject Pool pool;
  @Inject KafkaSettings kafka;

  @Test
  void aCompletedOneLeavesNothingOnceItsShortWhileIsOver() {
    var marker = marker();
    var request = submit("local/echo", "{\"text\":\"%s\"}".formatted(marker), false);

    assertThat(ended(request).status()).isEqualTo(RequestStatus.COMPLETED);

    assertThat(output(request)).contains(marker);
    assertThat(placesOf(marker)).allMatch(place -> place.startsWith("unstored_output"));
    anHourPasses(request);
    assertThat(placesOf(marker)).isEmpty();
    assertThat(isInKafka(marker)).isFalse();
  }

  @Test
  void aFailedOneLeavesNothingAtOnce() {
    var marker = marker();
    var request = submit("local/misfit", "{\"%s\":\"%s\"}".formatted(marker, marker), false);

    assertThat(ended(request).status()).isEqualTo(RequestStatus.FAILED);

    assertThat(placesOf(marker)).isEmpty();
    assertThat(isInKafka(marker)).isFalse();
  }

  @Test
  void aRunningOneThatIsCancelledLeavesNothingAtOnce() {
    var marker = marker();
    var request =
        submit("local/sleep", "{\"seconds\":60,\"text\":\"%s\"}".formatted(marker), false);
    await()
        .atMost(SOON)
        .until(() -> view(request).status(), status -> status == RequestStatus.IN_PROGRESS);
    assertThat(placesOf(marker)).containsExactly("unstored_input");

    now(requests.cancel(request.account(), request.id(), Instant.now()));

    assertThat(ended(request).status()).isEqualTo(RequestStatus.CANCELLED);
    assertThat(placesOf(marker)).isEmpty();
    assertThat(isInKafka(marker)).isFalse();
  }

  /** What the others' emptiness is worth. */
  @Test
  void aStoredOneIsFoundByTheSameSearch() {
    var marker = marker();
    var request = submit("local/echo", "{\"text\":\"%s\"}".formatted(marker), true);
    ended(request);

    assertThat(placesOf(marker)).hasSize(1).allMatch(place -> place.startsWith("request_payload"));
    assertThat(isInKafka(request.model().toString())).isTrue();
  }

  private static String marker() {
    return "marker" + UUID.randomUUID().toString().replace("-", "");
  }

  private Submission submit(String model, String input, boolean stored) {
    var made = aSubmission().of(account()).to(model, input).make();
    var submission =
        new Submission(
            made.id(),
            made.account(),
            made.key(),
            made.model(),
            Terms.of(Lane.NORMAL).stored(stored),
            made.input(),
            made.metadata(),
            made.hold(),
            made.rateCard(),
            made.correlationId(),
            made.at());
    assertThat(now(admission.admit(submission))).isInstanceOf(Admission.Result.Admitted.class);
    return submission;
  }

  private AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    rows(
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2,"
            + " now())",
        Tuple.of(id.value(), Money.parse("1").nanos()));
    return id;
  }

  private RequestView view(Submission request) {
    return now(requests.find(request.account(), request.id())).orElseThrow();
  }

  private RequestView ended(Submission request) {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> view(request), view -> view.status().isTerminal());
  }

  private String output(Submission request) {
    return now(requests.payloadsOf(request.id())).output().orElse("");
  }

  /** Moves its output to where it would lie by then, and lets the upkeep do the rest. */
  private void anHourPasses(Submission request) {
    rows(
        """
        update unstored_output
           set ended_at = ended_at - interval '1 hour', slot = unstored_slot(ended_at - interval '1 hour')
         where request_id = $1
        """,
        Tuple.of(request.id().value()));
    now(upkeep.emptyUnstoredOutput(Instant.now().minus(Duration.ofMinutes(15))));
  }

  /** Each table that holds the text in any of its columns. */
  private TreeSet<String> placesOf(String text) {
    var places = new TreeSet<String>();
    for (var table :
        rows(
            """
            select c.oid::regclass::text as name from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r' and n.nspname = 'public'
            """,
            Tuple.tuple())) {
      var name = table.getString("name");
      var found =
          rows(
              "select 1 from %s as t where position($1 in t::text) > 0 limit 1".formatted(name),
              Tuple.of(text));
      if (!found.isEmpty()) {
        places.add(name);
      }
    }
    return places;
  }

  private boolean isInKafka(String text) {
    var settings = kafka.connection();
    settings.put("group.id", "test-" + UUID.randomUUID());
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.listTopics().entrySet().stream()
              .filter(topic -> topic.getKey().startsWith("millrace."))
              .flatMap(topic -> topic.getValue().stream())
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      boolean found = false;
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var message : consumer.poll(Duration.ofSeconds(1))) {
          found |= new String(message.value(), StandardCharsets.ISO_8859_1).contains(text);
        }
      }
      return found;
    }
  }

  private List<Row> rows(String sql, Tuple values) {
    return StreamSupport.stream(now(pool.preparedQuery(sql).execute(values)).spliterator(), false)
        .toList();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
