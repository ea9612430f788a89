package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Pause;
import dev.millrace.provider.Stoppable;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.http.UpstreamBody;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.http.UpstreamRequest;
import dev.millrace.provider.http.UpstreamWords;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One run upstream: submit, ask until it has ended, fetch the output.
 *
 * <p>The submit is never cut off: an upstream that has taken it runs it and charges us, whether or
 * not we read the reply. When we are cancelled meanwhile, the submit ends by itself and the run is
 * cancelled as soon as its reply tells how.
 */
final class UpstreamRun {
  private static final Logger LOG = Logger.getLogger(UpstreamRun.class);

  /** Beyond what a run takes; whoever says so is not believed. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Duration.ofDays(30).toSeconds());

  private static final Duration LAST_LOOK = Duration.ofSeconds(2);

  private final UpstreamClient client;
  private final Pause pause;
  private final HttpAsyncSettings settings;
  private final Call call;
  private final Stopwatch watch = Stopwatch.started();
  private final UpstreamCancel cancel;

  UpstreamRun(UpstreamClient client, Pause pause, HttpAsyncSettings settings, Call call) {
    this.client = client;
    this.pause = pause;
    this.settings = settings;
    this.call = call;
    this.cancel = new UpstreamCancel(client, settings.cancel(), call, this::cancel);
  }

  Uni<Outcome> outcome() {
    var submitted = client.json(submit()).memoize().indefinitely();
    return Stoppable.run(submitted.chain(this::follow), call.cancelled(), () -> takeBack(submitted))
        .onCancellation()
        .invoke(() -> submitted.subscribe().with(cancel::tellUnheard, this::logNothingToCancel));
  }

  /** The submit is waited for: only its reply tells how to cancel what it began. */
  private Uni<Outcome> takeBack(Uni<JsonNode> submitted) {
    return submitted
        .onItemOrFailure()
        .transformToUni(
            (reply, failure) -> failure == null ? takeBack(reply, 0) : nothingToCancel(failure));
  }

  /**
   * Tells the upstream and asks how the run stands: what has ended was not cancelled, whatever the
   * reply to the cancel says. An upstream that does not take the cancel and runs on is told again.
   */
  private Uni<Outcome> takeBack(JsonNode submitted, int told) {
    if (!cancel.isKnown()) {
      return Uni.createFrom().item(new Outcome.Cancelled());
    }
    return cancel
        .tell(submitted)
        .chain(
            heard ->
                standing(submitted, heard).chain(answer -> decide(submitted, told, heard, answer)));
  }

  private Uni<Outcome> decide(
      JsonNode submitted, int told, boolean heard, Optional<Poller.Answer> answer) {
    var standing = answer.map(Poller.Answer::standing).orElse(Words.Standing.RUNNING);
    return switch (standing) {
      // Some upstreams call a cancelled run succeeded, and have no output of it.
      case SUCCEEDED ->
          Uni.createFrom()
              .deferred(() -> conclude(submitted, answer.orElseThrow()))
              .onFailure(UpstreamRun::isNoBug)
              .recoverWithItem(new Outcome.Cancelled());
      // Whether it failed by itself or by our cancel, nothing came of it.
      case FAILED, CANCELLED -> Uni.createFrom().item(new Outcome.Cancelled());
      case RUNNING ->
          heard
              ? Uni.createFrom().item(new Outcome.Cancelled())
              : pause
                  .lasting(settings.pace().before(told))
                  .chain(() -> takeBack(submitted, told + 1));
    };
  }

  /**
   * Empty when the upstream does not answer, or not so that we understand it. One that has taken
   * the cancel is not waited for long.
   */
  private Uni<Optional<Poller.Answer>> standing(JsonNode submitted, boolean heard) {
    var answer = standing(submitted);
    return heard ? answer.ifNoItem().after(LAST_LOOK).recoverWithItem(Optional.empty()) : answer;
  }

  private Uni<Optional<Poller.Answer>> standing(JsonNode submitted) {
    return Uni.createFrom()
        .deferred(() -> client.json(get(settings.status().link(), submitted)))
        .map(status -> Optional.of(new Poller.Answer(settings.status().words().in(status), status)))
        .onFailure(UpstreamRun::isNoBug)
        .recoverWithItem(Optional.empty());
  }

  private UpstreamRequest submit() {
    var submit = settings.submit();
    var headers = new HashMap<>(settings.headers());
    headers.putAll(submit.headers());
    headers.put("Idempotency-Key", call.request() + "-" + call.attempt().number());
    return request(submit.method(), submit.url(), headers, Optional.of(submit.body(call.input())));
  }

  private Uni<Outcome> follow(JsonNode submitted) {
    return Uni.createFrom()
        .deferred(() -> poller(submitted).untilEnded())
        .onFailure()
        .invoke(() -> cancel.tellUnheard(submitted))
        .chain(answer -> conclude(submitted, answer));
  }

  private Poller poller(JsonNode submitted) {
    var status = settings.status();
    return new Poller(
        client.json(get(status.link(), submitted)), status.words(), settings.pace(), pause);
  }

  private Uni<Outcome> conclude(JsonNode submitted, Poller.Answer answer) {
    return switch (answer.standing()) {
      case SUCCEEDED -> result(submitted, answer.status()).map(reply -> succeeded(reply, answer));
      case FAILED -> Uni.createFrom().item(failed("failed" + reason(answer.status())));
      case CANCELLED -> Uni.createFrom().item(failed("was cancelled by the provider itself"));
      case RUNNING -> throw new IllegalStateException("asking ended while the run goes on");
    };
  }

  private Uni<JsonNode> result(JsonNode submitted, JsonNode status) {
    return settings
        .result()
        .link()
        .map(link -> client.json(get(link, submitted)))
        .orElseGet(() -> Uni.createFrom().item(status));
  }

  private Outcome succeeded(JsonNode reply, Poller.Answer answer) {
    var output = reply.at(settings.result().at());
    if (output.isMissingNode()) {
      throw new FaultException(
          FaultCode.PROVIDER_BROKEN,
          "The provider's reply has no output at %s.".formatted(settings.result().at()));
    }
    return new Outcome.Succeeded(Output.of(output), usage(output, answer.status()));
  }

  private Usage usage(JsonNode output, JsonNode status) {
    var made = output.at(settings.result().outputs());
    return Usage.ofOutputs(made.isArray() ? made.size() : 1, took(status))
        .with(settings.result().made().of(made));
  }

  private Duration took(JsonNode status) {
    return settings
        .result()
        .seconds()
        .map(status::at)
        .flatMap(Numbers::finite)
        .filter(seconds -> seconds.signum() >= 0 && seconds.compareTo(LONGEST) <= 0)
        .map(seconds -> Duration.ofNanos(seconds.movePointRight(9).longValue()))
        .orElseGet(watch::elapsed);
  }

  private String reason(JsonNode status) {
    return settings
        .error()
        .map(status::at)
        .filter(error -> !error.isMissingNode() && !error.isNull())
        .map(error -> error.isTextual() ? error.textValue() : error.toString())
        .map(text -> ": " + UpstreamWords.presentable(text, settings.secrets()))
        .orElse("");
  }

  private static Outcome failed(String what) {
    return new Outcome.Failed(
        Fault.of(FaultCode.PROVIDER_BROKEN, "The run at the provider " + what + "."));
  }

  private UpstreamRequest cancel(HttpAsyncSettings.Cancel wanted, JsonNode submitted) {
    return request(
        wanted.method(), url(wanted.link(), submitted), settings.headers(), Optional.empty());
  }

  private Uni<Outcome> nothingToCancel(Throwable failure) {
    if (!isNoBug(failure)) {
      return Uni.createFrom().failure(failure);
    }
    logNothingToCancel(failure);
    return Uni.createFrom().item(new Outcome.Cancelled());
  }

  private static boolean isNoBug(Throwable failure) {
    return failure instanceof FaultException || failure instanceof NoRoomException;
  }

  private void logNothingToCancel(Throwable failure) {
    LOG.debugf(
        "cancelled before the upstream took the request: request=%s model=%s attempt=%d fault=%s",
        call.request(), call.model(), call.attempt().number(), failure.getMessage());
  }

  private UpstreamRequest get(Link link, JsonNode submitted) {
    return request("GET", url(link, submitted), settings.headers(), Optional.empty());
  }

  private URI url(Link link, JsonNode submitted) {
    return link.resolve(submitted, id(submitted), settings.submit().url());
  }

  private Optional<String> id(JsonNode submitted) {
    return settings.id().map((JsonPointer at) -> submitted.at(at).asText());
  }

  private UpstreamRequest request(
      String method, URI url, Map<String, String> headers, Optional<JsonNode> body) {
    return new UpstreamRequest(
        method, url, headers, body.map(UpstreamBody.Tree::new), client.callTimeout());
  }
}
