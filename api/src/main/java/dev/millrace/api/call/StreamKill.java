package dev.millrace.api.call;

import dev.millrace.api.call.StreamBill.Given;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A caller's wish that one stream ends, and what becomes of a stream that had said nothing until
 * then: it is free. One that had is charged as if its caller had left.
 */
final class StreamKill {
  private final Endings endings;
  private final Order order;
  private final Tab tab;
  private final CompletableFuture<Fault> asked = new CompletableFuture<>();

  StreamKill(Endings endings, Order order, Tab tab) {
    this.endings = endings;
    this.order = order;
    this.tab = tab;
  }

  /** From any thread; a second time changes nothing. */
  void ask() {
    asked.complete(
        Fault.of(FaultCode.CANCELLED, "the stream was stopped by its caller; it cost nothing"));
  }

  boolean isAsked() {
    return asked.isDone();
  }

  /** Has its item when the stream is to end. */
  Uni<Fault> signal() {
    return Uni.createFrom().emitter(emitter -> asked.thenAccept(emitter::complete));
  }

  /** The caller has got nothing, and so hears it as a failure. */
  Answered ofSilence(Optional<String> route) {
    tab.close(endings.cancelled(order, route));
    return new Answered.Failed(order.id(), asked.join(), Optional.empty());
  }

  /** The caller has got the beginning of an answer, and no word of it: that ends as answers do. */
  Answered ofNoWords(Given given) {
    var flow = given.flow();
    tab.close(endings.cancelled(order, Optional.of(flow.route().name())));
    var output =
        flow.dialect().output(flow.call(), given.transcript(), Usage.NONE, EndReason.KILLED);
    return new Answered.Completed(
        new Answer(
            order.id(),
            output.spoken().orElseGet(() -> output.value().toString()),
            Usage.NONE,
            Money.ZERO,
            order.quote().rateCard(),
            List.of(),
            Optional.of(EndReason.KILLED)));
  }
}
