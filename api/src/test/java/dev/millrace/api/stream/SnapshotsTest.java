package dev.millrace.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.account.AccountId;
import dev.millrace.api.stream.StreamCallers.Reader;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Lane;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestNews;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Terms;
import dev.millrace.request.Basis;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final Reader READER = new Reader(ACCOUNT, List.of(), true);
  private static final Optional<String> BASE = Optional.of("https://p");
  private static final Random RANDOM = new Random(1);

  /** Requests that are there, each with the same input. */
  private static final class Known implements RequestNews {
    private final List<RequestView> requests;
    private final String input;
    private final Set<RequestId> looked = new HashSet<>();

    Known(List<RequestView> requests, String input) {
      this.requests = requests;
      this.input = input;
    }

    @Override
    public Uni<InFlight> inFlight(AccountId account, Choice choice, int most) {
      int shown = Math.min(most, requests.size());
      return Uni.createFrom()
          .item(new InFlight(requests.subList(0, shown), shown < requests.size()));
    }

    @Override
    public Uni<Map<RequestId, Facts>> factsOf(Set<RequestId> ids, boolean withPayloads) {
      looked.addAll(ids);
      var facts = new HashMap<RequestId, Facts>();
      var payloads = new Payloads(Optional.of(input), Optional.empty());
      ids.forEach(id -> facts.put(id, new Facts(Optional.empty(), false, payloads)));
      return Uni.createFrom().item(facts);
    }

    @Override
    public Uni<Map<RequestId, Integer>> movedPast(Map<RequestId, Integer> heard) {
      throw new UnsupportedOperationException("not asked by a snapshot");
    }

    @Override
    public Uni<List<Moved>> movedSince(Map<AccountId, Instant> followed) {
      throw new UnsupportedOperationException("not asked by a snapshot");
    }
  }

  @Test
  void moreThanFitAreCutOffAndItIsSaid() throws IOException {
    var news = new Known(queued(5), "{}");

    var cut = JSON.readTree(snapshots(news, 3).of(READER, RequestNews.Choice.ALL, BASE).json());
    var whole = JSON.readTree(snapshots(news, 5).of(READER, RequestNews.Choice.ALL, BASE).json());

    assertThat(cut.path("requests")).hasSize(3);
    assertThat(cut.path("truncated").asBoolean()).isTrue();
    assertThat(whole.path("requests")).hasSize(5);
    assertThat(whole.path("truncated").asBoolean()).isFalse();
  }

  @Test
  void payloadsThatAreTooLargeTogetherAreMarkedAndNotRead() throws IOException {
    var news = new Known(queued(250), "{\"a\":\"" + "x".repeat(30_000) + "\"}");

    var snapshot = snapshots(news, 1000).of(READER, RequestNews.Choice.ALL, BASE);
    var inputs = new ArrayList<JsonNode>();
    JSON.readTree(snapshot.json())
        .path("requests")
        .forEach(request -> inputs.add(request.path("input")));

    assertThat(inputs).hasSize(250);
    assertThat(inputs.getFirst().has("a")).isTrue();
    assertThat(inputs.getLast().toString()).isEqualTo("{\"_elided\":true}");
    assertThat(news.looked).hasSizeBetween(100, 200);
    assertThat(snapshot.json().length()).isLessThan(8 << 20);
  }

  @Test
  void payloadsThatNobodyAskedForAreNotRead() throws IOException {
    var news = new Known(queued(2), "{}");

    var snapshot = snapshots(news, 10).of(READER, RequestNews.Choice.ALL, Optional.empty());

    assertThat(news.looked).isEmpty();
    assertThat(JSON.readTree(snapshot.json()).path("requests").get(0).has("input")).isFalse();
  }

  @Test
  void aTokenForSomeModelsShowsNoOthers() {
    var news = new Known(queued(2), "{}");
    var reader = new Reader(ACCOUNT, List.of("local/image"), false);

    var snapshot = snapshots(news, 10).of(reader, RequestNews.Choice.ALL, BASE);

    assertThat(snapshot.told()).isEmpty();
    assertThat(news.looked).isEmpty();
  }

  @Test
  void whatHasEndedIsToldButNotInFlight() {
    var ended = request(RequestStatus.CANCELLED);
    var queued = request(RequestStatus.IN_QUEUE);
    var news = new Known(List.of(ended, queued), "{}");

    var snapshot = snapshots(news, 10).of(READER, RequestNews.Choice.ALL, BASE);

    assertThat(snapshot.told()).containsOnlyKeys(ended.id(), queued.id());
    assertThat(snapshot.inFlight()).containsOnlyKeys(queued.id());
  }

  private static Snapshots snapshots(RequestNews news, int most) {
    var config =
        Settings.of(
            StreamConfig.class, Map.of("millrace.stream.max-snapshot", Integer.toString(most)));
    return new Snapshots(news, JSON, config);
  }

  private static List<RequestView> queued(int count) {
    return IntStream.range(0, count).mapToObj(i -> request(RequestStatus.IN_QUEUE)).toList();
  }

  private static RequestView request(RequestStatus status) {
    return new RequestView(
        RequestId.next(NOW, RANDOM),
        ACCOUNT,
        ModelName.parse("local/echo").orElseThrow(),
        status,
        status.isTerminal() ? 1 : 0,
        0,
        Optional.of(new DispatchPosition(Lane.NORMAL, 0, 0)),
        Money.ZERO,
        Optional.empty(),
        NOW,
        Optional.empty(),
        status.isTerminal() ? Optional.of(NOW) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Terms.of(Lane.NORMAL),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Basis.PLATFORM);
  }
}
