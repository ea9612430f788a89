package dev.millrace.worker.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Every way that a request of the queue can go to its end. */
enum MoneyPath {
  COMPLETED(MoneyStage::submit, "local/echo", "{\"text\":\"hello\"}"),
  COMPLETED_FOR_LESS_THAN_ITS_QUOTE(MoneyStage::submit, "local/sleep", "{\"seconds\":0.05}"),
  COMPLETED_FOR_NOTHING(MoneyStage::submit, "local/gift", "{}"),
  RETRIED_THEN_COMPLETED(MoneyStage::submit, "local/flaky", "{\"fail_times\":2,\"status\":500}"),
  COMPLETED_BY_ITS_OTHER_ROUTE(
      stage -> {
        var request = stage.submit("local/detour", "{}");
        stage.ended(request);
        assertThat(stage.route(request)).isEqualTo("local");
        return request;
      }),
  TAKEN_OVER_AFTER_A_CRASH(
      stage -> {
        var request = stage.unread(stage.asked("local/echo", "{}"));
        var lost = stage.claimedBySilence(request);
        stage.dispatch(request);
        assertThat(stage.ended(request).attempt()).isEqualTo(2);
        // It was not dead after all, and has a result of its own.
        assertThat(stage.settle(lost, complete(lost, request.hold())).applied()).isFalse();
        return request;
      }),
  DRAINED_AND_RUN_AGAIN(
      stage -> {
        var request = stage.unread(stage.asked("local/echo", "{}"));
        var claim = stage.claimedBySilence(request);
        stage.settle(claim, new Verdict.Postpone(Instant.now()));
        assertThat(stage.books(request)).isEqualTo(Books.holding(request));
        stage.dispatch(request);
        return request;
      }),

  REJECTED_BY_THE_PROVIDER(
      FaultCode.PROVIDER_REJECTED,
      stage -> stage.submit("local/flaky", "{\"fail_times\":1,\"status\":422}")),
  FAILED_AFTER_ALL_ATTEMPTS(
      FaultCode.PROVIDER_BROKEN,
      stage -> {
        var request = stage.submit("local/flaky", "{\"fail_times\":20,\"status\":500}");
        assertThat(stage.ended(request).attempt()).isEqualTo(4);
        return request;
      }),
  INVALID_OUTPUT(FaultCode.INVALID_OUTPUT, stage -> stage.submit("local/misfit", "{}")),
  DATABASE_REFUSES_THE_VERDICT(
      FaultCode.UNKNOWN,
      stage -> {
        var request = stage.unread(stage.asked("local/echo", "{}"));
        var claim = stage.claimedBySilence(request);
        var tooMuch = request.hold().plus(request.hold());
        assertThat(stage.settle(claim, complete(claim, tooMuch)).instead()).isPresent();
        return request;
      }),
  NOT_STARTED_BY_ITS_DEADLINE(
      FaultCode.DEADLINE_EXCEEDED, waitingPast(at -> new Deadlines(at, Optional.empty()))),
  NOT_FINISHED_BY_ITS_DEADLINE_WHILE_WAITING(
      FaultCode.DEADLINE_EXCEEDED, waitingPast(at -> new Deadlines(Optional.empty(), at))),
  NOT_FINISHED_BY_ITS_DEADLINE_WHILE_RUNNING(
      FaultCode.DEADLINE_EXCEEDED,
      stage ->
          stage.submit(
              stage.asked("local/sleep", "{\"seconds\":60}", finishIn(Duration.ofMillis(500))))),
  RETRY_WOULD_COME_PAST_ITS_DEADLINE(
      FaultCode.DEADLINE_EXCEEDED,
      stage ->
          stage.submit(
              stage.asked("local/flaky", Inputs.BUSY_FOR_LONG, finishIn(Duration.ofSeconds(40))))),

  CANCELLED_IN_THE_QUEUE(
      stage -> stage.unread(stage.asked("local/echo", "{}")), (stage, it) -> stage.cancel(it)),
  CANCELLED_WHILE_IT_WAITS_FOR_ANOTHER_ATTEMPT(
      stage -> stage.submit("local/flaky", Inputs.BUSY_FOR_LONG),
      (stage, it) -> {
        stage.await(it, RequestStatus.IN_QUEUE, 1);
        stage.cancel(it);
      }),
  CANCELLED_WHILE_IT_RUNS(
      stage -> stage.submit("local/sleep", "{\"seconds\":60}"),
      (stage, it) -> {
        stage.await(it, RequestStatus.IN_PROGRESS);
        stage.cancel(it);
      }),
  CANCELLED_WHILE_ITS_WORKER_DRAINS(
      stage -> stage.unread(stage.asked("local/echo", "{}")),
      (stage, it) -> {
        var claim = stage.claimedBySilence(it);
        stage.cancel(it);
        assertThat(stage.books(it)).isEqualTo(Books.holding(it));
        stage.settle(claim, new Verdict.Postpone(Instant.now()));
      }),
  CANCELLED_WHILE_ITS_WORKER_IS_DEAD(
      stage -> stage.unread(stage.asked("local/echo", "{}")),
      (stage, it) -> {
        stage.claimedBySilence(it);
        stage.cancel(it);
        stage.dispatch(it);
      });

  private final RequestStatus end;
  private final Optional<FaultCode> fault;
  private final Function<MoneyStage, Submission> way;

  MoneyPath(Way way, String model, String input) {
    this(RequestStatus.COMPLETED, Optional.empty(), stage -> way.go(stage, model, input));
  }

  MoneyPath(Function<MoneyStage, Submission> way) {
    this(RequestStatus.COMPLETED, Optional.empty(), way);
  }

  MoneyPath(FaultCode fault, Function<MoneyStage, Submission> way) {
    this(RequestStatus.FAILED, Optional.of(fault), way);
  }

  MoneyPath(Function<MoneyStage, Submission> begin, BiConsumer<MoneyStage, Submission> takeBack) {
    this(
        RequestStatus.CANCELLED,
        Optional.empty(),
        stage -> {
          var request = begin.apply(stage);
          takeBack.accept(stage, request);
          return request;
        });
  }

  MoneyPath(RequestStatus end, Optional<FaultCode> fault, Function<MoneyStage, Submission> way) {
    this.end = end;
    this.fault = fault;
    this.way = way;
  }

  private interface Way {
    Submission go(MoneyStage stage, String model, String input);
  }

  RequestStatus end() {
    return end;
  }

  Optional<FaultCode> fault() {
    return fault;
  }

  /** A request that ends so, now or soon. */
  Submission go(MoneyStage stage) {
    return way.apply(stage);
  }

  private static Verdict complete(Claim claim, Money charge) {
    return new Verdict.Complete(
        claim.input(), List.of(), charge, Usage.ofOutputs(1, Duration.ZERO));
  }

  private static Function<MoneyStage, Submission> waitingPast(
      Function<Optional<Instant>, Deadlines> deadline) {
    return stage ->
        stage.unread(stage.asked("local/echo", "{}", deadline.apply(Optional.of(Instant.now()))));
  }

  private static Deadlines finishIn(Duration time) {
    return new Deadlines(Optional.empty(), Optional.of(Instant.now().plus(time)));
  }

  /** An enum's own constants are not there yet when its values are made. */
  private static final class Inputs {
    static final String BUSY_FOR_LONG = "{\"fail_times\":9,\"status\":429,\"retry_after\":50}";
  }
}
