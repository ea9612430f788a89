package dev.millrace.api.call;

import dev.millrace.fault.Fault;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Money;
import dev.millrace.output.OutputDesk;
import dev.millrace.request.RequestStatus;
import dev.millrace.till.EndedCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Writes down how calls ended. */
@ApplicationScoped
class Endings {
  private final InstantSource clock;

  Endings(InstantSource clock) {
    this.clock = clock;
  }

  EndedCall completed(
      Order order, String route, OutputDesk.Accepted.Stored stored, Optional<String> endReason) {
    return new EndedCall(
        order.id(),
        order.model().name(),
        order.quote().rateCard(),
        RequestStatus.COMPLETED,
        stored.charge(),
        Optional.of(stored.usage()),
        Optional.of(route),
        Optional.empty(),
        endReason,
        order.inputText(),
        Optional.of(stored.output()),
        stored.files(),
        order.files(),
        order.stored(),
        order.metadata(),
        order.correlationId(),
        order.at(),
        clock.instant(),
        order.basis());
  }

  EndedCall failed(Order order, Optional<String> route, Fault fault) {
    // Words of a provider may quote what is not to be kept.
    var kept = order.stored() ? fault : fault.withoutQuotes();
    return free(order, RequestStatus.FAILED, route, Optional.of(kept));
  }

  EndedCall cancelled(Order order, Optional<String> route) {
    return free(order, RequestStatus.CANCELLED, route, Optional.empty());
  }

  private EndedCall free(
      Order order, RequestStatus status, Optional<String> route, Optional<Fault> fault) {
    return new EndedCall(
        order.id(),
        order.model().name(),
        order.quote().rateCard(),
        status,
        Money.ZERO,
        Optional.empty(),
        route,
        fault,
        Optional.empty(),
        order.inputText(),
        Optional.empty(),
        List.<StoredFile>of(),
        order.files(),
        order.stored(),
        order.metadata(),
        order.correlationId(),
        order.at(),
        clock.instant(),
        order.basis());
  }
}
