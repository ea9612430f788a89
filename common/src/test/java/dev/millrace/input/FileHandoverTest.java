package dev.millrace.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.Json;
import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.blob.PassingObjects;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fetch.Downloads;
import dev.millrace.file.InputFiles;
import dev.millrace.file.StoredFile;
import dev.millrace.model.FilesAs;
import dev.millrace.model.Route;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Workbench;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FileHandoverTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final UUID FILE = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final String STORED = "https://files.millrace.invalid/media/" + FILE + "/a.png";
  private static final String SIGNED = "https://blobs.example/uploads/1/one?signed";
  private static final String DATA = "data:image/png;base64,AQID";
  private static final String PUBLIC = "https://example.com/b.png";

  private final BlobsInMemory blobs = new BlobsInMemory();
  private final ShelfInMemory files = new ShelfInMemory();
  private final Map<String, Instant> doomed = new HashMap<>();
  private final List<Downloads.Bounds> asked = new ArrayList<>();
  private final FileHandover handover = handover();
  private final AtomicReference<JsonNode> given = new AtomicReference<>();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aFileOfOursIsHandedAsASignedUrlAndAllElseAsItIs() {
    files.holds(file(3));

    run(FilesAs.SIGNED, input(), call -> now(done("{}")));

    assertThat(given.get())
        .isEqualTo(Json.json("{'a': '%s', 'b': ['%s', '%s']}".formatted(SIGNED, DATA, PUBLIC)));
  }

  @Test
  void whatTheModelGivesBackNamesTheFileAsItsCallerDid() {
    files.holds(file(3));

    var outcome = run(FilesAs.SIGNED, input(), call -> now(done(call.input().toString())));

    assertThat(((Outcome.Succeeded) outcome).output().value()).isEqualTo(input());
  }

  @Test
  void whatACallerSaysInItsOwnProtocolNamesTheFileAsTheProviderCanReadIt() {
    files.holds(file(3));
    var passed = new AtomicReference<Utterance>();

    handover
        .run(
            ACCOUNT,
            said(FilesAs.SIGNED, input()),
            call -> {
              passed.set(call.utterance().orElseThrow());
              return now(done("{}"));
            })
        .await()
        .atMost(SOON);

    assertThat(passed.get().body().get("a").asText()).isEqualTo(SIGNED);
    assertThat(passed.get().raw()).as("the bytes name it otherwise").isEmpty();
    assertThat(passed.get().model()).isEqualTo("acme/writer");
  }

  @Test
  void whatIsSpokenNamesTheFileAsItsCallerDid() {
    files.holds(file(3));
    var answer = "{\"text\":\"I see %s.\"}";

    var outcome =
        handover
            .run(
                ACCOUNT,
                said(FilesAs.SIGNED, input()),
                call ->
                    now(new Outcome.Succeeded(Output.spoken(answer.formatted(SIGNED)), Usage.NONE)))
            .await()
            .atMost(SOON);

    assertThat(((Outcome.Succeeded) outcome).output().spoken()).contains(answer.formatted(STORED));
  }

  @Test
  void theBytesOfWhatNamesNothingPassOn() {
    var call = said(data(10), Json.json("{'prompt': 'https is a word'}"));
    var passed = new AtomicReference<Call>();

    handover
        .run(
            ACCOUNT,
            call,
            one -> {
              passed.set(one);
              return now(done("{}"));
            })
        .await()
        .atMost(SOON);

    assertThat(passed.get().utterance()).isEqualTo(call.utterance());
  }

  private static Call said(FilesAs as, JsonNode body) {
    var call = call(as, body);
    var raw = Optional.of(body.toString().getBytes(StandardCharsets.UTF_8));
    var said = new Utterance(Dialects.CHAT, (ObjectNode) body, raw, "acme/writer", false);
    return new Call(
        call.request(), call.model(), call.route(), call.attempt(), body, Optional.of(said));
  }

  @Test
  void wordsOfTheProviderDoNotTellWhereTheStoreIs() {
    files.holds(file(3));
    var words = "cannot read https://blobs.example/uploads/1/one from blobs.example: 503";

    var outcome = run(FilesAs.SIGNED, input(), call -> now(failed(words)));

    assertThat(fault(outcome).message())
        .contains("cannot read", "503")
        .doesNotContain("blobs.example", "uploads/1");
  }

  @Test
  void aStreamThatBreaksDoesNotTellItEither() {
    files.holds(file(3));

    var failure =
        handover.stream(
                ACCOUNT,
                call(FilesAs.SIGNED, input()),
                call ->
                    Multi.createFrom()
                        .<Piece>failure(
                            new FaultException(
                                FaultCode.PROVIDER_REJECTED, "blobs.example is not there")))
            .onFailure()
            .recoverWithItem(f -> new Piece.Ended(f.getMessage()))
            .collect()
            .first()
            .await()
            .atMost(SOON);

    assertThat(failure.toString()).contains("is not there").doesNotContain("blobs.example");
  }

  @Test
  void aDeletedFileFailsTheRequestForGood() {
    var fault = fault(run(FilesAs.SIGNED, input(), call -> now(done("{}"))));

    assertThat(fault.code()).isEqualTo(FaultCode.GONE);
    assertThat(fault.code().isRetryable()).isFalse();
    assertThat(fault.message()).contains(FILE.toString());
    assertThat(given.get()).isNull();
  }

  @Test
  void anExpiredFileFailsTheRequestWithTheTime() {
    files.found.add(new InputFiles.Found.Expired(FILE, NOW));

    assertThat(fault(run(FilesAs.SIGNED, input(), call -> now(done("{}")))).message())
        .contains(NOW.toString());
  }

  @Test
  void aStoreThatIsAwayIsWorthAnotherAttempt() {
    files.holds(file(3));
    blobs.away(true);

    var fault = fault(run(data(1000), input(), call -> now(done("{}"))));

    assertThat(fault.code()).isEqualTo(FaultCode.ENGINE_UNAVAILABLE);
    assertThat(fault.code().isRetryable()).isTrue();
  }

  @Test
  void bytesAreHandedAsDataUris() {
    files.holds(file(3));
    blobs.put("uploads/1/one", "image/png", new byte[] {1, 2, 3}).await().atMost(SOON);

    run(data(1000), input(), call -> now(done("{}")));

    assertThat(given.get())
        .isEqualTo(
            Json.json(
                "{'a': '%s', 'b': ['%s', 'data:image/webp;base64,aGVsbG8=']}"
                    .formatted(DATA, DATA)));
    assertThat(asked).extracting(Downloads.Bounds::bytes).containsExactly(997L);
  }

  @Test
  void moreBytesThanTheRouteTakesAreNotRead() {
    files.holds(file(1001));

    assertThat(fault(run(data(1000), input(), call -> now(done("{}")))).code())
        .isEqualTo(FaultCode.FILE_TOO_LARGE);
  }

  @Test
  void aDownloadThatGoesOnTooLongIsCut() {
    assertThat(
            fault(run(data(4), Json.json("{'b': '%s'}".formatted(PUBLIC)), call -> now(done("{}"))))
                .code())
        .isEqualTo(FaultCode.FILE_TOO_LARGE);
  }

  @Test
  void anObjectThatIsNotThereIsAFileThatIsGone() {
    files.holds(file(3));

    assertThat(fault(run(data(1000), input(), call -> now(done("{}")))).code())
        .isEqualTo(FaultCode.GONE);
  }

  @Test
  void dataThatMustBeAUrlLiesInTheStoreForTheAttemptAlone() {
    var key = "passing/%s/1/0".formatted(Calls.REQUEST);
    var during = new ArrayList<String>();

    run(
        new FilesAs(FilesAs.Form.URL, 1000),
        Json.json("{'b': '%s'}".formatted(DATA)),
        call -> {
          during.addAll(blobs.keys());
          return now(done("{}"));
        });

    assertThat(given.get())
        .isEqualTo(Json.json("{'b': 'https://blobs.example/%s?signed'}".formatted(key)));
    assertThat(during).containsExactly(key);
    assertThat(blobs.keys()).isEmpty();
    assertThat(doomed).containsOnlyKeys(key);
    assertThat(doomed.get(key)).isAfter(NOW);
  }

  @Test
  void aCancelWhileFilesAreReadEndsTheRun() {
    var cancel = new AtomicReference<UniEmitter<? super Void>>();
    files.silent = true;
    var call =
        call(FilesAs.SIGNED, input())
            .cancelledBy(Uni.createFrom().emitter(emitter -> cancel.set(emitter)));
    var outcome = handover.run(ACCOUNT, call, this::never).subscribeAsCompletionStage();

    cancel.get().complete(null);

    assertThat(outcome.join()).isInstanceOf(Outcome.Cancelled.class);
  }

  @Test
  void anInputMayHoldAnyNumberOfLinksThatNobodyHasToRead() {
    var links =
        IntStream.range(0, 100)
            .mapToObj(i -> "'https://example.com/%d'".formatted(i))
            .collect(Collectors.joining(",", "[", "]"));

    run(FilesAs.SIGNED, Json.json(links), call -> now(done("{}")));

    assertThat(given.get()).isEqualTo(Json.json(links));
  }

  @Test
  void nothingIsLookedUpForAnInputThatNamesNothing() {
    run(data(10), Json.json("{'prompt': 'https is a word'}"), call -> now(done("{}")));

    assertThat(files.lookUps).isZero();
    assertThat(given.get()).isEqualTo(Json.json("{'prompt': 'https is a word'}"));
  }

  private Uni<Outcome> never(Call call) {
    throw new AssertionError("it ran with " + call.input());
  }

  private static JsonNode input() {
    return Json.json("{'a': '%s', 'b': ['%s', '%s']}".formatted(STORED, DATA, PUBLIC));
  }

  private static FilesAs data(int bytes) {
    return new FilesAs(FilesAs.Form.DATA, bytes);
  }

  private static StoredFile file(long size) {
    return new StoredFile(FILE, "uploads/1/one", "a.png", "image/png", size);
  }

  private Outcome run(FilesAs as, JsonNode input, Function<Call, Uni<Outcome>> provider) {
    return handover
        .run(
            ACCOUNT,
            call(as, input),
            call -> {
              given.set(call.input());
              return provider.apply(call);
            })
        .await()
        .atMost(SOON);
  }

  private static Call call(FilesAs as, JsonNode input) {
    var plain = Calls.route("scripted", "{}");
    var route =
        new Route(plain.name(), plain.dialect(), plain.settings(), plain.concurrency(), as, false);
    return Calls.call(route, input, 1, Duration.ofSeconds(10));
  }

  private FileHandover handover() {
    InstantSource clock = InstantSource.fixed(NOW);
    var uris = new DataUris(new Workbench(VERTX));
    PassingObjects doom =
        (keys, due) ->
            Uni.createFrom().voidItem().invoke(() -> keys.forEach(key -> doomed.put(key, due)));
    Downloads downloads =
        (url, bounds) ->
            Uni.createFrom()
                .item(
                    () -> {
                      asked.add(bounds);
                      var bytes = "hello".getBytes(StandardCharsets.UTF_8);
                      return new Downloads.Download(
                          Optional.of("image/webp"),
                          "b.png",
                          Optional.empty(),
                          Multi.createFrom().item(ByteBuffer.wrap(bytes)));
                    });
    return new FileHandover(
        new OwnFiles(files, clock),
        new PassingFiles(blobs, doom, uris, clock),
        new FileBytes(blobs, downloads, uris),
        blobs);
  }

  private static Outcome done(String output) {
    return new Outcome.Succeeded(Output.of(Json.json(output)), Usage.NONE);
  }

  private static Outcome failed(String words) {
    return new Outcome.Failed(Fault.of(FaultCode.PROVIDER_REJECTED, words));
  }

  private static Fault fault(Outcome outcome) {
    return ((Outcome.Failed) outcome).fault();
  }

  private static Uni<Outcome> now(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }

  /** Files that an account may name. */
  private static final class ShelfInMemory implements InputFiles {
    private final List<Found> found = new ArrayList<>();
    private boolean silent;
    private int lookUps;

    private void holds(StoredFile file) {
      found.add(new Found.Ready(file, true));
    }

    @Override
    public Uni<List<Found>> find(AccountId account, Collection<UUID> ids, Instant now) {
      lookUps++;
      return silent
          ? Uni.createFrom().nothing()
          : Uni.createFrom().item(found.stream().filter(one -> ids.contains(one.id())).toList());
    }

    @Override
    public Uni<Optional<Duration>> outputLife(RequestId request) {
      return Uni.createFrom().item(Optional.empty());
    }
  }
}
