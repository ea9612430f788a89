package dev.millrace.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.testing.HandClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupCommitTest {
  private static final Duration APART = Duration.ofMillis(20);
  private static final int CROWD = Spacing.crowd(APART);
  private static final Duration SOON = Duration.ofSeconds(20);

  private final HeldWork work = new HeldWork();

  @Test
  void aLoneItemWaitsForNobody() {
    var commit = new GroupCommit<Integer, String>(limits(10, 1, 100), GroupCommitTest::answers);

    assertThat(commit.add(1).await().atMost(SOON)).isEqualTo("1");
  }

  @Test
  void nothingIsAddedBeforeSomebodySubscribes() {
    var unused = commit(limits(10, 1, 100)).add(1);

    assertThat(work.batches).isEmpty();
  }

  @Test
  void whileABatchIsInFlightTheNextOneGathers() {
    var commit = commit(limits(10, 1, 100));
    IntStream.rangeClosed(1, 4).forEach(item -> subscribe(commit, item));

    work.answer(0);

    assertThat(work.batches).containsExactly(List.of(1), List.of(2, 3, 4));
    assertThat(commit.waiting()).isZero();
  }

  @Test
  void behindACrowdedBatchTheNextOneGathersForAWhile() {
    var clock = new HandClock();
    var pauses = new ArrayList<UniEmitter<? super Void>>();
    var commit = spaced(clock, pauses);
    subscribe(commit, 0);
    var crowd = IntStream.rangeClosed(1, CROWD).boxed().toList();
    crowd.forEach(item -> subscribe(commit, item));
    work.answer(0);
    work.answer(1);

    subscribe(commit, 21);
    subscribe(commit, 22);
    assertThat(work.batches).containsExactly(List.of(0), crowd);
    assertThat(pauses).as("one timer, however many wait").hasSize(1);
    clock.turn(APART);
    pauses.getFirst().complete(null);

    assertThat(work.batches).last().isEqualTo(List.of(21, 22));
  }

  @Test
  void nobodyIsWaitedForOnceAllWhoWereThereAreBack() {
    var clock = new HandClock();
    var pauses = new ArrayList<UniEmitter<? super Void>>();
    var commit = spaced(clock, pauses);
    subscribe(commit, 0);
    IntStream.rangeClosed(1, CROWD).forEach(item -> subscribe(commit, item));
    work.answer(0);
    subscribe(commit, 100);
    work.answer(1);

    IntStream.rangeClosed(1, CROWD - 1).forEach(item -> subscribe(commit, 100 + item));
    assertThat(work.batches).as("one of them is not back yet").hasSize(2);
    subscribe(commit, 100 + CROWD);

    assertThat(work.batches).last().asInstanceOf(LIST).hasSize(CROWD + 1);
    pauses.getFirst().complete(null);
    assertThat(work.batches).as("the timer finds nothing to do").hasSize(3);
  }

  @Test
  void aFullBatchGathersNoMore() {
    var commit = spaced(new HandClock(), new ArrayList<>());
    IntStream.rangeClosed(0, CROWD).forEach(item -> subscribe(commit, item));
    work.answer(0);
    IntStream.range(0, 3).forEach(item -> subscribe(commit, item));
    work.answer(1);

    IntStream.range(3, 10).forEach(item -> subscribe(commit, item));

    assertThat(work.batches).last().asInstanceOf(LIST).hasSize(10);
  }

  private GroupCommit<Integer, String> spaced(
      HandClock clock, List<UniEmitter<? super Void>> pauses) {
    return new GroupCommit<>(
        limits(10, 1, 100),
        new Spacing(APART, clock),
        time -> Uni.createFrom().emitter(pauses::add),
        work);
  }

  @Test
  void eachItemGetsItsOwnAnswer() {
    var commit = commit(limits(10, 1, 100));
    var answers = IntStream.rangeClosed(1, 4).mapToObj(item -> subscribe(commit, item)).toList();

    work.answer(0);
    work.answer(1);

    assertThat(answers)
        .extracting(UniAssertSubscriber::getItem)
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void aBatchIsNoLargerThanItsBound() {
    var commit = commit(limits(2, 1, 100));
    IntStream.rangeClosed(1, 6).forEach(item -> subscribe(commit, item));

    work.answer(0);
    work.answer(1);

    assertThat(work.batches).containsExactly(List.of(1), List.of(2, 3), List.of(4, 5));
  }

  @Test
  void noMoreBatchesAreInFlightThanAllowed() {
    var commit = commit(limits(10, 2, 100));

    IntStream.rangeClosed(1, 5).forEach(item -> subscribe(commit, item));

    assertThat(work.batches).containsExactly(List.of(1), List.of(2));
    assertThat(commit.waiting()).isEqualTo(3);
  }

  @Test
  void aFailingBatchFailsEachOfItsItemsAndTheNextOneGoesOn() {
    var commit = commit(limits(2, 1, 100));
    var answers = IntStream.rangeClosed(1, 4).mapToObj(item -> subscribe(commit, item)).toList();
    work.answer(0);

    work.fail(1, new IllegalStateException("away"));
    work.answer(2);

    assertThat(answers.get(1).getFailure()).hasMessage("away");
    assertThat(answers.get(2).getFailure()).hasMessage("away");
    assertThat(answers.get(3).getItem()).isEqualTo("4");
  }

  @Test
  void whatComesBeyondTheBoundIsRefusedAndTakesNoPlace() {
    var commit = commit(limits(2, 1, 2));
    IntStream.rangeClosed(1, 3).forEach(item -> subscribe(commit, item));

    var refused = subscribe(commit, 4);

    assertThat(refused.getFailure())
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> assertThat(e.fault().code()).isEqualTo(FaultCode.OVERLOADED));
    assertThat(commit.waiting()).isEqualTo(2);
  }

  @Test
  void afterARefusalThereIsRoomAgainOnceABatchHasEnded() {
    var commit = commit(limits(2, 1, 2));
    IntStream.rangeClosed(1, 4).forEach(item -> subscribe(commit, item));
    work.answer(0);

    subscribe(commit, 5);
    work.answer(1);

    assertThat(work.batches).endsWith(List.of(5));
  }

  @Test
  void workThatThrowsFailsItsBatchAndNoOther() {
    var commit =
        new GroupCommit<Integer, String>(
            limits(10, 1, 100),
            items -> {
              if (items.contains(1)) {
                throw new IllegalStateException("a bug");
              }
              return answers(items);
            });

    assertThatThrownBy(() -> commit.add(1).await().atMost(SOON)).hasMessage("a bug");
    assertThat(commit.add(2).await().atMost(SOON)).isEqualTo("2");
  }

  @Test
  void workThatAnswersTooFewFailsItsBatchAndNoOther() {
    refusesAnswers(List.of());
  }

  @Test
  void workThatAnswersNothingFailsItsBatchAndNoOther() {
    refusesAnswers(null);
  }

  private static void refusesAnswers(List<String> wrong) {
    var commit =
        new GroupCommit<Integer, String>(
            limits(10, 1, 100),
            items -> items.contains(1) ? Uni.createFrom().item(wrong) : answers(items));

    assertThatThrownBy(() -> commit.add(1).await().atMost(SOON))
        .isInstanceOf(IllegalStateException.class);
    assertThat(commit.add(2).await().atMost(SOON)).isEqualTo("2");
  }

  /** The item comes in the very moment in which the batch before it ends. */
  @Test
  void anItemThatMeetsTheEndOfABatchIsNotForgotten() {
    var commit = commit(limits(10, 1, 100));
    try (var thread = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < 10_000; round++) {
        subscribe(commit, 1);
        int first = work.batches.size() - 1;
        var gate = new AtomicInteger(2);

        var second =
            CompletableFuture.supplyAsync(
                () -> {
                  meet(gate);
                  return subscribe(commit, 2);
                },
                thread);
        meet(gate);
        work.answer(first);
        var answer = second.join();

        assertThat(work.batches).as("round %d", round).hasSize(first + 2);
        work.answer(first + 1);
        answer.assertCompleted();
      }
    }
  }

  @Test
  void manyThreadsEachGetTheirOwnAnswers() {
    try (var workers = Executors.newFixedThreadPool(2);
        var callers = Executors.newFixedThreadPool(8)) {
      var commit =
          new GroupCommit<Integer, String>(
              limits(7, 2, 1000), items -> answers(items).emitOn(workers));

      var answered =
          IntStream.range(0, 20_000)
              .mapToObj(
                  item ->
                      CompletableFuture.supplyAsync(
                          () -> commit.add(item).await().atMost(SOON).equals("" + item), callers))
              .toList();

      assertThat(answered).allSatisfy(answer -> assertThat(answer.join()).isTrue());
      assertThat(commit.waiting()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "2, 1, 1"})
  void limitsThatLetNothingThroughAreRefused(int batch, int inFlight, int waiting) {
    assertThatThrownBy(() -> new GroupCommitLimits(batch, inFlight, waiting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("max-batch %d".formatted(batch));
  }

  private GroupCommit<Integer, String> commit(GroupCommitLimits limits) {
    return new GroupCommit<>(limits, work);
  }

  private static UniAssertSubscriber<String> subscribe(
      GroupCommit<Integer, String> commit, int item) {
    return commit.add(item).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private static GroupCommitLimits limits(int batch, int inFlight, int waiting) {
    return new GroupCommitLimits(batch, inFlight, waiting);
  }

  private static Uni<List<String>> answers(List<Integer> items) {
    return Uni.createFrom().item(items.stream().map(String::valueOf).toList());
  }

  private static void meet(AtomicInteger gate) {
    gate.decrementAndGet();
    for (int spins = 0; gate.get() > 0; spins++) {
      if (spins < 1_000) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // the other one has no processor
      }
    }
  }

  /** Work that ends when the test says so. */
  private static final class HeldWork implements Function<List<Integer>, Uni<List<String>>> {
    private final List<List<Integer>> batches = new ArrayList<>();
    private final List<UniEmitter<? super List<String>>> open = new ArrayList<>();

    @Override
    public Uni<List<String>> apply(List<Integer> items) {
      return Uni.createFrom()
          .emitter(
              emitter -> {
                batches.add(items);
                open.add(emitter);
              });
    }

    void answer(int batch) {
      open.get(batch).complete(batches.get(batch).stream().map(String::valueOf).toList());
    }

    void fail(int batch, Throwable failure) {
      open.get(batch).fail(failure);
    }
  }
}
