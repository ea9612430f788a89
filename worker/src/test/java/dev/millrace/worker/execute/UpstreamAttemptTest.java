package dev.millrace.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.FaultCode;
import dev.millrace.fetch.http.FetchConfig;
import dev.millrace.fetch.http.HttpDownloads;
import dev.millrace.input.Handover;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.payload.PayloadStore;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Pause;
import dev.millrace.provider.Providers;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamBounds;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.httpasync.HttpAsyncProvider;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import dev.millrace.reach.FakeNames;
import dev.millrace.reach.ResolvingGuard;
import dev.millrace.route.BreakerConfig;
import dev.millrace.route.Breakers;
import dev.millrace.route.Models;
import dev.millrace.route.RouteRunner;
import dev.millrace.route.Stop;
import dev.millrace.route.StopSignal;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import dev.millrace.worker.live.LiveRunners;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts against an upstream on the wire, from claim to verdict. */
class UpstreamAttemptTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Vertx VERTX = Vertx.vertx();
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  private final HandClock clock = new HandClock();
  private final FakeUpstream main = new FakeUpstream(VERTX);
  private final BlobsInMemory blobs = new BlobsInMemory();
  private final FakeUpstream spare = new FakeUpstream(VERTX);

  @AfterEach
  void close() {
    main.close();
    spare.close();
  }

  @AfterAll
  static void end() {
    VERTX.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aBusyUpstreamIsTriedAgainNoSoonerThanItAsked(int status) {
    main.onAnything(
        asked -> {
          asked.response().putHeader("Retry-After", "7");
          asked.answer(status, "{}");
        });

    var retry = (Verdict.Retry) run(runner(main), 1);

    assertThat(retry.fault().code()).isEqualTo(FaultCode.PROVIDER_BUSY);
    assertThat(retry.at()).isEqualTo(clock.instant().plusSeconds(7));
  }

  /** One request after the other: the broken upstream is not asked by each of them. */
  @Test
  void anUpstreamThatIsDownIsSparedAndItsStandInDoesTheWork() {
    main.onAnything(asked -> asked.answer(500, "{}"));
    succeeds(spare);
    var runner = runner(main, spare);

    for (int i = 0; i < 30; i++) {
      run(runner, 1);
    }

    assertThat(main.asked()).hasSize(10);
    assertThat(spare.lines()).filteredOn("POST /runs"::equals).hasSize(20);
  }

  @Test
  void withoutAStandInRequestsWaitAndUseUpNoAttempts() {
    main.onAnything(asked -> asked.answer(500, "{}"));
    var runner = runner(main);
    for (int i = 0; i < 10; i++) {
      run(runner, 1);
    }

    var waiting = (Verdict.Postpone) run(runner, 1);

    assertThat(waiting.at()).isAfterOrEqualTo(clock.instant().plusSeconds(15));
    assertThat(main.asked()).hasSize(10);
  }

  @Test
  void noRequestWaitsForEver() {
    main.onAnything(asked -> asked.answer(500, "{}"));
    var runner = runner(main);
    for (int i = 0; i < 10; i++) {
      run(runner, 1);
    }
    // Waited for ten minutes, put off eight times.
    clock.turn(Duration.ofMinutes(10).minusSeconds(1));
    for (int i = 0; i < 4; i++) {
      run(runner, 1);
    }
    clock.turn(Duration.ofSeconds(1));

    assertThat(run(runner, 9, 8)).isInstanceOf(Verdict.Retry.class);
    var last = (Verdict.Fail) run(runner, 11, 8);
    assertThat(last.fault().code()).isEqualTo(FaultCode.PROVIDER_UNREACHABLE);
  }

  @Test
  void aCancelIsToldToTheUpstreamBeforeItIsAVerdict() throws Exception {
    runs(main, "running");
    var cancelled = new CompletableFuture<FakeUpstream.Asked>();
    main.on("POST /runs/r1/cancel", cancelled::complete);
    var stop = new StopSignal();
    var verdict =
        runner(main)
            .run(Claims.claim(1, 0, "1"), stop)
            .map(Verdict.Of::verdict)
            .subscribeAsCompletionStage();
    main.awaitRequests(2);

    stop.tell(Stop.CANCELLED);
    var asked = cancelled.get(SOON.toSeconds(), TimeUnit.SECONDS);

    assertThat(verdict).isNotDone();
    asked.answer(200, "{}");
    assertThat(verdict.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Verdict.Cancel());
  }

  @Test
  void aRequestThatTheUpstreamFinishedBeforeTheCancelCameIsCompleted() throws Exception {
    runs(main, "running");
    main.on(
        "POST /runs/r1/cancel",
        asked -> {
          runs(main, "done");
          asked.answer(409, "{}");
        });
    var stop = new StopSignal();
    var verdict =
        runner(main)
            .run(Claims.claim(1, 0, "1"), stop)
            .map(Verdict.Of::verdict)
            .subscribeAsCompletionStage();
    main.awaitRequests(2);

    stop.tell(Stop.CANCELLED);

    assertThat(verdict.get(SOON.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(Verdict.Complete.class);
  }

  /** The provider runs in the operator's own network, and gives its file once. */
  @Test
  void theFileThatTheOutputNamesIsOursBeforeItIsGone() {
    gives("done", main.url() + "/files/picture?key=1");
    var given = new AtomicInteger();
    main.on(
        "GET /files/picture?key=1",
        asked -> {
          boolean isFirst = given.incrementAndGet() == 1;
          asked
              .response()
              .setStatusCode(isFirst ? 200 : 404)
              .putHeader("Content-Type", "image/png")
              .end(Buffer.buffer(isFirst ? PNG : new byte[0]));
        });

    var complete = (Verdict.Complete) run(runner(main), 1);

    var file = complete.files().getFirst();
    assertThat(given).hasValue(1);
    assertThat(file.name()).isEqualTo("picture.png");
    assertThat(blobs.bytesOf(file.key())).isEqualTo(PNG);
    assertThat(complete.output())
        .isEqualTo("{\"done\":\"" + FileUrl.stored(file.id(), "picture.png") + "\"}");
  }

  @Test
  void aFileThatIsGoneIsTriedAgain() {
    gives("done", main.url() + "/files/gone");

    var retry = (Verdict.Retry) run(runner(main), 1);

    assertThat(retry.fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
    assertThat(retry.fault().message()).contains("could not be read");
    assertThat(blobs.keys()).isEmpty();
  }

  /** Another server of the private network is not the provider. */
  @Test
  void aFileElsewhereInThePrivateNetworkIsNotRead() {
    gives("done", spare.url() + "/files/picture");

    var retry = (Verdict.Retry) run(runner(main), 1);

    assertThat(retry.fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
    assertThat(spare.asked()).isEmpty();
  }

  // ------------------------------------------------------------------------------------- helpers

  private void gives(String state, String url) {
    main.on("POST /runs", 201, "{'id':'r1'}")
        .on("GET /runs/r1", 200, "{'state':'%s','output':{'done':'%s'}}".formatted(state, url));
  }

  private static void succeeds(FakeUpstream upstream) {
    runs(upstream, "done");
  }

  private static void runs(FakeUpstream upstream, String state) {
    upstream
        .on("POST /runs", 201, "{'id':'r1'}")
        .on("GET /runs/r1", 200, "{'state':'%s','output':{'done':1}}".formatted(state));
  }

  private static Verdict run(AttemptRunner runner, int attempt) {
    return run(runner, attempt, 0);
  }

  private static Verdict run(AttemptRunner runner, int attempt, int deferrals) {
    Claim claim = Claims.claim(attempt, deferrals, "1");
    return runner.run(claim, new StopSignal()).await().atMost(SOON).verdict();
  }

  private AttemptRunner runner(FakeUpstream... upstreams) {
    var json = new ObjectMapper();
    var config = Settings.of(ExecuteConfig.class, Map.of());
    var breaking = Settings.of(BreakerConfig.class, Map.of());
    var bounds =
        new UpstreamBounds(Duration.ofSeconds(5), SOON, Duration.ofSeconds(30), 4, 1, 16, 100_000);
    var client = new UpstreamClient(VERTX, new Workbench(VERTX), bounds, new HttpClientOptions());
    var providers = new Providers(List.of(new HttpAsyncProvider(client, new Pause(VERTX))));
    var routes =
        new RouteRunner(
            providers,
            new Breakers(breaking, clock, new SimpleMeterRegistry()),
            Handover.NONE,
            clock);
    return new AttemptRunner(
        TheirModels.in(new CatalogueSnapshot("1", List.of(model(upstreams)))),
        new Errands(PayloadStore.none(), json),
        routes,
        LiveRunners.unused(routes),
        Models.desk(
            blobs,
            json,
            new HttpDownloads(
                VERTX,
                new ResolvingGuard(new FakeNames()),
                Settings.of(FetchConfig.class, Map.of())),
            providers),
        clock,
        config,
        breaking);
  }

  private static Model model(FakeUpstream... upstreams) {
    var plain = Models.model(3, SOON, "http-async");
    var routes =
        IntStream.range(0, upstreams.length)
            .mapToObj(i -> route("route-" + i, upstreams[i].url()))
            .toList();
    return new Model(
        plain.name(),
        plain.title(),
        plain.description(),
        plain.category(),
        plain.tags(),
        plain.inputSchema(),
        JsonSchema.of(
            Calls.json(
                "{'required': ['done'], 'properties': {'done': {'anyOf': [{'type': 'integer'},"
                    + " {'type': 'string', 'format': 'uri'}]}}}")),
        plain.capabilities(),
        plain.price(),
        plain.runLimit(),
        plain.attempts(),
        routes);
  }

  private static Route route(String name, String url) {
    var settings =
        """
        {
          'submit': {'url': '%1$s/runs'},
          'id': '/id',
          'status': {
            'url': '%1$s/runs/{id}', 'at': '/state',
            'running': ['running'], 'succeeded': ['done'], 'failed': ['failed'], 'cancelled': ['stopped']
          },
          'result': {'at': '/output'},
          'cancel': {'method': 'POST', 'url': '%1$s/runs/{id}/cancel'},
          'poll': {'initial_ms': 5, 'max_ms': 20}
        }
        """;
    return new Route(name, "http-async", Calls.json(settings.formatted(url)));
  }
}
