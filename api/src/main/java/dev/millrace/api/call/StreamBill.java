package dev.millrace.api.call;

import dev.millrace.conversation.Transcript;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import dev.millrace.output.OutputDesk;
import dev.millrace.output.OutputDesk.Accepted;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.Workbench;
import dev.millrace.request.Outcome;
import dev.millrace.route.RouteRunner.Opened;
import dev.millrace.token.StreamUsage;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Charges for what a stream has handed out, whole or not. */
final class StreamBill {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final int TRIES = 8;

  private final OutputDesk outputs;
  private final Workbench workbench;
  private final Endings endings;

  StreamBill(OutputDesk outputs, Workbench workbench, Endings endings) {
    this.outputs = outputs;
    this.workbench = workbench;
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
    var took = given.watch().elapsed();
    return usage(order, given, took)
        .chain(usage -> accept(order, given, usage, reason))
        .map(accepted -> closed(order, tab, given, accepted, reason));
  }

  /** Counting is work for the bench; it is needed only when the provider has not said. */
  private Uni<Usage> usage(Order order, Given given, Duration took) {
    var told = given.transcript().usage();
    return told.isPresent()
        ? Uni.createFrom().item(told.get())
        : workbench
            .run(() -> counted(order, given, took))
            .onFailure(NoRoomException.class)
            .retry()
            .withBackOff(FIRST_WAIT, LONGEST_WAIT)
            .indefinitely();
  }

  private static Usage counted(Order order, Given given, Duration took) {
    var route = given.flow().route();
    return StreamUsage.of(
        given.transcript(),
        order.input(),
        took,
        route.settings().path("model").asText(),
        order.model().name().alias());
  }

  /** What was handed out cannot be made once more: an engine that is away is waited for. */
  private Uni<Accepted> accept(Order order, Given given, Usage usage, String reason) {
    var flow = given.flow();
    var output = flow.dialect().output(flow.call(), given.transcript(), usage, reason);
    return Uni.createFrom()
        .deferred(
            () ->
                outputs.acceptGiven(
                    PlainCalls.hold(order), order.model(), new Outcome.Succeeded(output, usage)))
        .map(StreamBill::orAway)
        .onFailure(FaultException.class)
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .atMost(TRIES)
        .onFailure(FaultException.class)
        .recoverWithItem(away -> new Accepted.Refused(((FaultException) away).fault()));
  }

  private static Accepted orAway(Accepted accepted) {
    if (accepted instanceof Accepted.Refused(var fault)
        && fault.code() == FaultCode.ENGINE_UNAVAILABLE) {
      throw new FaultException(fault);
    }
    return accepted;
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
