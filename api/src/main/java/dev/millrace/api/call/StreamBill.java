package dev.millrace.api.call;

import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;
import dev.millrace.output.OutputDesk;
import dev.millrace.output.OutputDesk.Accepted;
import dev.millrace.output.StreamMeter;
import dev.millrace.provider.Stopwatch;
import dev.millrace.request.Outcome;
import dev.millrace.route.RouteRunner.Opened;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Charges for what a stream has handed out, whole or not. */
final class StreamBill {
  private final OutputDesk outputs;
  private final StreamMeter meter;
  private final Endings endings;

  StreamBill(OutputDesk outputs, StreamMeter meter, Endings endings) {
    this.outputs = outputs;
    this.meter = meter;
    this.endings = endings;
  }

  /**
   * One attempt whose answer was handed out.
   *
   * @param watch started with it
   */
  record Given(Opened.Flowing flow, Transcript transcript, Stopwatch watch) {}

  /** Closes the tab with what was given. Fails only by a bug. */
  Uni<Answered> close(Order order, Tab tab, Given given, String reason) {
    return usage(order, given)
        .chain(usage -> accept(order, given, usage, reason))
        .map(accepted -> closed(order, tab, given, accepted, reason));
  }

  private Uni<Usage> usage(Order order, Given given) {
    return meter.usage(
        given.transcript(),
        order.input(),
        given.flow().route(),
        order.model().name(),
        given.watch().elapsed());
  }

  private Uni<Accepted> accept(Order order, Given given, Usage usage, String reason) {
    var flow = given.flow();
    var output = flow.dialect().output(flow.call(), given.transcript(), usage, reason);
    return outputs.acceptGiven(
        PlainCalls.hold(order), order.model(), new Outcome.Succeeded(output, usage));
  }

  private Answered closed(Order order, Tab tab, Given given, Accepted accepted, String reason) {
    var route = given.flow().route().name();
    return switch (accepted) {
      case Accepted.Stored stored -> {
        tab.close(endings.completed(order, route, stored, Optional.of(reason)));
        yield new Answered.Completed(
            new Answer(
                order.id(),
                stored.output(),
                stored.usage(),
                stored.charge(),
                order.quote().rateCard(),
                stored.files(),
                Optional.of(reason)));
      }
      case Accepted.Refused(var fault) -> {
        tab.close(endings.failed(order, Optional.of(route), fault));
        yield Answered.Failed.free(order.id(), fault);
      }
    };
  }
}
