package dev.millrace.queue.life;

import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Combinators.combine;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Draws steps. Few workers and few requests, so that they meet often. */
public final class Steps {
  private static final int FEWEST = 30;
  private static final int MOST = 50;

  private Steps() {}

  public static Arbitrary<List<Step>> sequences() {
    return frequencyOf(
            Tuple.of(6, common()),
            Tuple.of(6, request().flatMap(Steps::about)),
            Tuple.of(4, races()))
        .list()
        .ofMinSize(FEWEST)
        .ofMaxSize(MOST);
  }

  private static Arbitrary<Step> common() {
    return frequencyOf(
        Tuple.of(5, submit()),
        Tuple.of(1, Arbitraries.just(new Step.Expire())),
        Tuple.of(1, combine(request(), count()).as(Step.Announce::new)),
        Tuple.of(1, worker().map(Step.Crash::new)),
        Tuple.of(2, worker().map(Step.Stall::new)),
        Tuple.of(1, combine(worker(), how()).as(Step.Wake::new)),
        Tuple.of(3, integers().between(1, 25).map(Step.Pass::new)));
  }

  /** Most have no deadline. */
  private static Arbitrary<Step> submit() {
    var deadline =
        frequencyOf(Tuple.of(3, Arbitraries.just(0)), Tuple.of(1, integers().between(1, 40)));
    return combine(integers().between(1, 40), deadline, deadline).as(Step.Submit::new);
  }

  /** Steps that want the same request, each in its way. */
  private static Arbitrary<Step> about(int request) {
    return frequencyOf(
        Tuple.of(4, combine(worker(), count()).as((w, n) -> new Step.Deliver(w, request, n))),
        Tuple.of(4, combine(worker(), how()).as((w, how) -> new Step.Settle(w, request, how))),
        Tuple.of(1, combine(worker(), how()).as((w, how) -> new Step.SettleAgain(w, request, how))),
        Tuple.of(2, Arbitraries.just(new Step.Cancel(request))),
        Tuple.of(2, worker().map(Step.TakeOver::new)),
        Tuple.of(2, worker().map(Step.ConfirmCancels::new)),
        Tuple.of(1, Arbitraries.just(new Step.Expire())));
  }

  private static Arbitrary<Step> races() {
    return frequencyOf(
        Tuple.of(
            3, request().flatMap(both -> combine(about(both), about(both)).as(Step.AtOnce::new))),
        Tuple.of(1, combine(rescues(), rescues()).as(Step.AtOnce::new)));
  }

  /** All workers see at the same time that one of them is silent. */
  private static Arbitrary<Step> rescues() {
    return worker().map(Step.TakeOver::new);
  }

  private static Arbitrary<Integer> worker() {
    return integers().between(0, 2);
  }

  private static Arbitrary<Integer> request() {
    return integers().between(0, 7);
  }

  private static Arbitrary<Integer> count() {
    return integers().between(1, 8);
  }

  private static Arbitrary<Step.How> how() {
    return Arbitraries.of(Step.How.class);
  }
}
