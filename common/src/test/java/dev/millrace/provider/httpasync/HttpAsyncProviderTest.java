package dev.millrace.provider.httpasync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Pause;
import dev.millrace.provider.Provider;
import dev.millrace.provider.ProviderContract;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAsyncProviderTest extends ProviderContract {
  /** As in the docs; the poll is faster here. */
  private static final String REPLICATE =
      """
      {
        'headers': {'Authorization': 'Bearer %2$s'},
        'submit': {
          'url': '%1$s/v1/predictions',
          'body': {'version': '5c7d5dc6'},
          'input': '/input'
        },
        'status': {
          'url_at': '/urls/get',
          'at': '/status',
          'running': ['starting', 'processing'],
          'succeeded': ['succeeded'],
          'failed': ['failed'],
          'cancelled': ['canceled', 'aborted']
        },
        'result': {'at': '/output', 'seconds_at': '/metrics/predict_time'},
        'error': '/error',
        'cancel': {'method': 'POST', 'url_at': '/urls/cancel'},
        'poll': {'initial_ms': 1, 'max_ms': 5, 'factor': 2}
      }
      """;

  private static final String FAL =
      """
      {
        'headers': {'Authorization': 'Key %2$s'},
        'submit': {'url': '%1$s/fal-ai/flux/dev'},
        'id': '/request_id',
        'status': {
          'url_at': '/status_url',
          'at': '/status',
          'running': ['IN_QUEUE', 'IN_PROGRESS'],
          'succeeded': ['COMPLETED']
        },
        'result': {'url_at': '/response_url', 'outputs_at': '/images'},
        'cancel': {'method': 'PUT', 'url': '%1$s/fal-ai/flux/requests/{id}/cancel'},
        'poll': {'initial_ms': 1, 'max_ms': 5}
      }
      """;

  @Override
  protected Provider provider(UpstreamClient client) {
    return new HttpAsyncProvider(client, new Pause(VERTX));
  }

  @Override
  protected Call call(String url, Duration timeout) {
    return call(REPLICATE, url, timeout);
  }

  private static Call call(String settings, String url, Duration timeout) {
    return Calls.call(
        Calls.route("http-async", settings.formatted(url, KEY)),
        Calls.json("{'prompt':'a mill'}"),
        2,
        timeout);
  }

  @Override
  protected void takeAndHang(FakeUpstream upstream) {
    replicate(asked -> {});
  }

  @Override
  protected int requestsBeforeHanging() {
    return 2;
  }

  @Test
  void replicateIsSubmittedPolledAndRead() {
    replicate(
        "{'status':'starting'}",
        "{'status':'processing'}",
        "{'status':'succeeded','output':['https://example.org/1.png','https://example.org/2.png'],"
            + "'metrics':{'predict_time':1.25}}");

    var outcome = (Outcome.Succeeded) run(SOON, upstream.url());

    assertThat(outcome.output().value())
        .isEqualTo(Calls.json("['https://example.org/1.png','https://example.org/2.png']"));
    assertThat(outcome.usage().outputs()).isEqualTo(2);
    assertThat(outcome.usage().providerTime()).isEqualTo(Duration.ofMillis(1250));
    assertThat(upstream.lines())
        .containsExactly(
            "POST /v1/predictions",
            "GET /v1/predictions/p1",
            "GET /v1/predictions/p1",
            "GET /v1/predictions/p1");
  }

  @Test
  void theSubmitHasTheInputInItsPlaceAndAnIdempotencyKeyOfTheAttempt() {
    replicate("{'status':'succeeded','output':1}");

    run(SOON, upstream.url());

    var submit = upstream.asked().getFirst();
    assertThat(Calls.json(submit.body().toString()))
        .isEqualTo(Calls.json("{'version':'5c7d5dc6','input':{'prompt':'a mill'}}"));
    assertThat(submit.request().getHeader("Idempotency-Key")).isEqualTo(Calls.REQUEST + "-2");
    assertThat(upstream.asked())
        .allSatisfy(
            asked ->
                assertThat(asked.request().getHeader("Authorization")).isEqualTo("Bearer " + KEY));
  }

  @Test
  void falIsSubmittedPolledAndItsResultFetched() {
    fal("{'status':'IN_QUEUE','queue_position':3}", "{'status':'COMPLETED'}");
    upstream.on(
        "GET /fal-ai/flux/requests/f1",
        200,
        "{'images':[{'url':'https://example.org/1'}],'seed':4}");

    var outcome = (Outcome.Succeeded) runFal();

    assertThat(outcome.output().value())
        .isEqualTo(Calls.json("{'images':[{'url':'https://example.org/1'}],'seed':4}"));
    assertThat(outcome.usage().outputs()).isEqualTo(1);
    assertThat(upstream.asked().getFirst().json().encode()).isEqualTo("{\"prompt\":\"a mill\"}");
  }

  @Test
  void falsRefusalOfTheInputIsOurRejection() {
    fal("{'status':'COMPLETED'}");
    upstream.on(
        "GET /fal-ai/flux/requests/f1",
        422,
        "{'detail':[{'loc':['body'],'msg':'prompt too long'}]}");

    var fault = fault(runFal());

    assertThat(fault.code()).isEqualTo(FaultCode.PROVIDER_REJECTED);
    assertThat(fault.message()).endsWith("prompt too long");
  }

  @Test
  void aFailedRunTellsTheProvidersReasonWithoutOurKey() {
    replicate("{'status':'failed','error':'out of memory; key was " + KEY + "'}");

    var fault = fault(run(SOON, upstream.url()));

    assertThat(fault.code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
    assertThat(fault.message()).contains("out of memory").doesNotContain(KEY);
  }

  /** The submit carries keys that the questions after it do not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "200 | {'status':'failed','error':'no memory for %s and %s'}",
        "422 | {'error':'no memory for %s and %s'}"
      })
  void aLaterReplyDoesNotTellTheKeysOfTheSubmit(int status, String reply) {
    var settings =
        REPLICATE.replace(
            "'url': '%1$s/v1/predictions',",
            "'url': '%1$s/v1/predictions?key=query-key-1','headers': {'X-More': 'submit-key-2'},");
    upstream.on("POST /v1/predictions?key=query-key-1", 201, prediction());
    upstream.on("GET /v1/predictions/p1", status, reply.formatted("query-key-1", "submit-key-2"));

    var fault =
        fault(
            provider(client(SOON)).run(call(settings, upstream.url(), SOON)).await().atMost(SOON));

    assertThat(fault.message()).contains("no memory for [hidden] and [hidden]");
  }

  @Test
  void aRunThatTheProviderCancelsItselfIsNotOurCallersCancel() {
    replicate("{'status':'canceled'}");

    assertThat(fault(run(SOON, upstream.url())).code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void aStatusThatTheCatalogueDoesNotKnowIsABrokenProviderAndTheRunIsCancelled() throws Exception {
    replicate("{'status':'dreaming'}");

    assertThat(fault(run(SOON, upstream.url())).code()).isEqualTo(FaultCode.PROVIDER_BROKEN);

    upstream.awaitRequests(3);
    assertThat(upstream.lines()).endsWith("POST /v1/predictions/p1/cancel");
  }

  @Test
  void aQuestionThatFailsForAPassingReasonIsAskedAgain() {
    var answers = List.of(500, 429, 200).iterator();
    replicate(asked -> asked.answer(answers.next(), "{'status':'succeeded','output':'done'}"));

    assertThat(run(SOON, upstream.url())).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void anUpstreamThatNoLongerAnswersIsGivenUpAndTheRunCancelled() throws Exception {
    replicate(asked -> asked.answer(500, "{}"));

    assertThat(fault(run(SOON, upstream.url())).code()).isEqualTo(FaultCode.PROVIDER_BROKEN);

    upstream.awaitRequests(1 + 6 + 1);
    assertThat(upstream.lines()).endsWith("POST /v1/predictions/p1/cancel");
  }

  @Test
  void cancellingCancelsUpstreamOnce() throws Exception {
    var cancelCame = new CompletableFuture<Void>();
    replicate(asked -> {});
    upstream.on("POST /v1/predictions/p1/cancel", asked -> cancelCame.complete(null));
    var running = start();
    upstream.awaitRequests(2);

    running.cancel();

    cancelCame.get(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(upstream.lines()).containsOnlyOnce("POST /v1/predictions/p1/cancel");
  }

  @Test
  void aCancelDuringTheSubmitReachesTheUpstreamOnceTheRunHasAName() throws Exception {
    var submit = new CompletableFuture<FakeUpstream.Asked>();
    var cancelCame = new CompletableFuture<Void>();
    upstream
        .on("POST /v1/predictions", submit::complete)
        .on("POST /v1/predictions/p1/cancel", asked -> cancelCame.complete(null));
    var running = start();
    var asked = submit.get(SOON.toSeconds(), TimeUnit.SECONDS);

    running.cancel();
    asked.answer(201, prediction());

    cancelCame.get(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(upstream.lines())
        .containsExactly("POST /v1/predictions", "POST /v1/predictions/p1/cancel");
  }

  @Test
  void aCancelThatTheUpstreamTakesIsConfirmedByIt() throws Exception {
    var cancelled = new AtomicBoolean();
    replicate(
        asked ->
            asked.answer(
                200, cancelled.get() ? "{'status':'canceled'}" : "{'status':'processing'}"));
    upstream.on(
        "POST /v1/predictions/p1/cancel",
        asked -> {
          cancelled.set(true);
          asked.answer(200, "{}");
        });

    var outcome = takenBackAfter(2);

    assertThat(outcome).isEqualTo(new Outcome.Cancelled());
    assertThat(cancelled).isTrue();
    assertThat(upstream.lines()).containsOnlyOnce("POST /v1/predictions/p1/cancel");
  }

  /** It ended before the cancel came: what it made is there, and was paid for. */
  @Test
  void aRunThatHasSucceededBeforeTheCancelCameSucceeds() throws Exception {
    var ended = new AtomicBoolean();
    replicate(
        asked -> {
          if (ended.get()) {
            asked.answer(200, "{'status':'succeeded','output':'done'}");
          }
        });
    upstream.on(
        "POST /v1/predictions/p1/cancel",
        asked -> {
          ended.set(true);
          asked.answer(400, "{'detail':'already completed'}");
        });

    var outcome = (Outcome.Succeeded) takenBackAfter(2);

    assertThat(outcome.output().value()).isEqualTo(Calls.json("'done'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "canceled"})
  void aRunThatEndedWithoutAnOutputIsCancelledWhicheverWordTheUpstreamHas(String word)
      throws Exception {
    var cancelled = new AtomicBoolean();
    replicate(
        asked ->
            asked.answer(200, "{'status':'%s'}".formatted(cancelled.get() ? word : "processing")));
    upstream.on(
        "POST /v1/predictions/p1/cancel",
        asked -> {
          cancelled.set(true);
          asked.answer(500, "{}");
        });

    assertThat(takenBackAfter(2)).isEqualTo(new Outcome.Cancelled());
  }

  @Test
  void aRunThatCountsAsEndedButHasNoOutputIsCancelled() throws Exception {
    var cancelled = new AtomicBoolean();
    replicate(
        asked ->
            asked.answer(
                200, "{'status':'%s'}".formatted(cancelled.get() ? "succeeded" : "processing")));
    upstream.on(
        "POST /v1/predictions/p1/cancel",
        asked -> {
          cancelled.set(true);
          asked.answer(202, "{}");
        });

    assertThat(takenBackAfter(2)).isEqualTo(new Outcome.Cancelled());
  }

  @Test
  void anUpstreamThatDoesNotTakeTheCancelIsToldAgain() throws Exception {
    var answers = List.of(500, 503, 200).iterator();
    replicate(asked -> asked.answer(200, "{'status':'processing'}"));
    upstream.on("POST /v1/predictions/p1/cancel", asked -> asked.answer(answers.next(), "{}"));

    assertThat(takenBackAfter(2)).isEqualTo(new Outcome.Cancelled());
    assertThat(upstream.lines()).filteredOn("POST /v1/predictions/p1/cancel"::equals).hasSize(3);
  }

  @Test
  void aCancelDuringTheSubmitWaitsForTheRunsNameAndIsConfirmed() throws Exception {
    var submit = new CompletableFuture<FakeUpstream.Asked>();
    replicate("{'status':'processing'}");
    upstream.on("POST /v1/predictions", submit::complete);
    var cancel = new CompletableFuture<Void>();
    var running = start(cancel);
    var asked = submit.get(SOON.toSeconds(), TimeUnit.SECONDS);

    cancel.complete(null);
    asked.answer(201, prediction());

    assertThat(running.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Outcome.Cancelled());
    assertThat(upstream.lines())
        .containsExactly(
            "POST /v1/predictions", "POST /v1/predictions/p1/cancel", "GET /v1/predictions/p1");
  }

  @Test
  void aCancelOfWhatTheUpstreamNeverTookIsConfirmed() throws Exception {
    var submit = new CompletableFuture<FakeUpstream.Asked>();
    upstream.on("POST /v1/predictions", submit::complete);
    var cancel = new CompletableFuture<Void>();
    var running = start(cancel);
    var asked = submit.get(SOON.toSeconds(), TimeUnit.SECONDS);

    cancel.complete(null);
    asked.answer(503, "{}");

    assertThat(running.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Outcome.Cancelled());
    assertThat(upstream.lines()).containsExactly("POST /v1/predictions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "http://127.0.0.1:1/x",
        "https://127.0.0.1/x",
        "file:///etc/passwd",
        "http://user@127.0.0.1/x",
        "/relative",
        ""
      })
  void aUrlThatLeadsElsewhereIsNotCalled(String url) {
    upstream.on(
        "POST /v1/predictions", 201, "{'urls':{'get':'%s','cancel':'%s'}}".formatted(url, url));

    var fault = fault(run(SOON, upstream.url()));

    assertThat(fault.code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
    assertThat(upstream.lines()).containsExactly("POST /v1/predictions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../admin", "..", "a/b", "a?b", "a%2fb", ""})
  void anIdThatWouldLeaveItsPlaceInTheUrlIsRefused(String id) {
    var settings = FAL.replace("'url_at': '/status_url'", "'url': '%1$s/status/{id}'");
    upstream.on("POST /fal-ai/flux/dev", 200, "{'request_id':'%s'}".formatted(id));

    var fault =
        fault(
            provider(client(SOON)).run(call(settings, upstream.url(), SOON)).await().atMost(SOON));

    assertThat(fault.code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
    assertThat(upstream.lines()).containsExactly("POST /fal-ai/flux/dev");
  }

  @Test
  void theSampleSettingsHaveNoProblems() {
    var provider = provider(client(SOON));

    assertThat(provider.problems(call(REPLICATE, "https://api.replicate.com", SOON).route()))
        .isEmpty();
    assertThat(provider.problems(call(FAL, "https://queue.fal.run", SOON).route())).isEmpty();
  }

  @Test
  void badSettingsAreAllNamed() {
    var settings =
        """
        {'submit':{'method':'SHOUT'},
         'status':{'url':'https://x.org/{id}','at':'status','running':'on','succeeded':'done'},
         'cancel':{},
         'poll':{'initial_ms':9000,'factor':0.5},
         'polling':{}}
        """;

    assertThat(provider(client(SOON)).problems(Calls.route("http-async", settings)))
        .containsExactlyInAnyOrder(
            "settings.submit.method must be one of [DELETE, GET, PATCH, POST, PUT]",
            "settings.submit.url is missing",
            "settings.status.at must be a JSON pointer such as /urls/get",
            "settings.cancel.url is missing, and so is url_at",
            "settings.poll.factor must be a number from 1 to 10",
            "settings.poll.initial_ms must not be above max_ms",
            "settings.id is missing, but a URL has {id} in it",
            "settings.polling is not a setting here; there are [cancel, error, headers, id, poll,"
                + " result, status, submit]");
  }

  private UniAssertSubscriber<Outcome> start() {
    return provider(client(SOON))
        .run(call(upstream.url(), SOON))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private CompletableFuture<Outcome> start(CompletableFuture<Void> cancel) {
    return provider(client(SOON))
        .run(
            call(upstream.url(), SOON)
                .cancelledBy(Uni.createFrom().emitter(e -> cancel.thenAccept(e::complete))))
        .subscribeAsCompletionStage();
  }

  /** What becomes of a run that is taken back once so many requests have come in. */
  private Outcome takenBackAfter(int requests) throws Exception {
    var cancel = new CompletableFuture<Void>();
    var running = start(cancel);
    upstream.awaitRequests(requests);
    cancel.complete(null);
    return running.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  private Outcome runFal() {
    return provider(client(SOON)).run(call(FAL, upstream.url(), SOON)).await().atMost(SOON);
  }

  private static Fault fault(Outcome outcome) {
    return ((Outcome.Failed) outcome).fault();
  }

  private String prediction() {
    var run = upstream.url() + "/v1/predictions/p1";
    return "{'id':'p1','status':'starting','urls':{'get':'%s','cancel':'%s/cancel'}}"
        .formatted(run, run);
  }

  /** Takes a prediction and answers each question with the next status. */
  private void replicate(String... statuses) {
    Iterator<String> next = List.of(statuses).iterator();
    replicate(asked -> asked.answer(200, next.next()));
  }

  private void replicate(Consumer<FakeUpstream.Asked> status) {
    upstream
        .on("POST /v1/predictions", 201, prediction())
        .on("GET /v1/predictions/p1", status)
        .on("POST /v1/predictions/p1/cancel", 200, "{}");
  }

  private void fal(String... statuses) {
    Iterator<String> next = List.of(statuses).iterator();
    var run = upstream.url() + "/fal-ai/flux/requests/f1";
    upstream
        .on(
            "POST /fal-ai/flux/dev",
            200,
            "{'request_id':'f1','status_url':'%s/status','response_url':'%s'}".formatted(run, run))
        .on("GET /fal-ai/flux/requests/f1/status", asked -> asked.answer(202, next.next()));
  }
}
