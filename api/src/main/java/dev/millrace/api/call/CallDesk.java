package dev.millrace.api.call;

import dev.millrace.api.live.LiveCalls;
import dev.millrace.live.LiveStream;
import dev.millrace.till.Till;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Answers calls at once. Each is paid for before any work: its quote is set aside, its charge is
 * taken and the rest given back when it has ended, however it does.
 */
@ApplicationScoped
public class CallDesk {
  private static final String OWN_FACE = "run";

  private final Till till;
  private final CallPlaces places;
  private final PlainCalls plain;
  private final StreamParts parts;
  private final LiveCalls live;
  private final CallLimits limits;

  CallDesk(
      Till till,
      CallPlaces places,
      PlainCalls plain,
      StreamParts parts,
      LiveCalls live,
      CallLimits limits) {
    this.till = till;
    this.places = places;
    this.plain = plain;
    this.parts = parts;
    this.live = live;
    this.limits = limits;
  }

  /**
   * Answers in one piece. Fails with a {@link dev.millrace.fault.FaultException} before anything
   * was begun: no credit, no place, too many at once; later only by a bug.
   *
   * <p>Cancelling means that the caller has left: the provider is cut at once, and nothing is
   * charged.
   */
  public Uni<Answered> answer(Order order) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var place = places.take();
              var tab = new Tab(till, order, limits);
              var seat = limits.seat(order);
              return seat.take()
                  .chain(() -> called(order, tab))
                  .onTermination()
                  .invoke(
                      () -> {
                        seat.leave();
                        place.close();
                      });
            });
  }

  /**
   * Answers while the answer is made, as fast as it is asked for; a model that cannot do so says
   * all at its end. Completes behind {@link Said.Over}. Fails as {@link #answer} does.
   *
   * <p>Cancelling means that the caller has left: the provider is cut at once, and what was handed
   * out until then is charged. It may also have the stream stopped, and then hears its end.
   */
  public Multi<Said> stream(Order order) {
    return Multi.createFrom()
        .deferred(
            () -> {
              var place = places.take();
              var tab = new Tab(till, order, limits);
              var call = new StreamedCall(parts, order, tab);
              var entry = live.entry(live(order), call::kill);
              var seat = limits.seat(order);
              return seat.take()
                  .onItem()
                  .transformToMulti(seated -> streamed(call, tab, entry))
                  .onTermination()
                  .invoke(
                      () -> {
                        entry.end();
                        seat.leave();
                        place.close();
                      });
            });
  }

  private Uni<Answered> called(Order order, Tab tab) {
    return tab.open()
        .chain(() -> inTime(plain.run(order, tab), order, tab))
        .onCancellation()
        .invoke(() -> plain.left(order, tab));
  }

  private static Multi<Said> streamed(StreamedCall call, Tab tab, LiveCalls.Entry entry) {
    return tab.open()
        .invoke(entry::begin)
        .onItem()
        .transformToMulti(opened -> call.said())
        .onCancellation()
        .invoke(call::left);
  }

  private static LiveStream live(Order order) {
    return new LiveStream(
        order.id(),
        order.spender().account(),
        order.spender().key(),
        order.model().name(),
        order.utterance().map(said -> said.dialect().word()).orElse(OWN_FACE),
        order.at());
  }

  private Uni<Answered> inTime(Uni<Answered> run, Order order, Tab tab) {
    Uni<Answered> cut = places.stopped().map(fault -> plain.failed(order, tab, fault));
    return Uni.join().first(run, cut).toTerminate();
  }
}
