package dev.millrace.api.admin;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.Audit;
import dev.millrace.ledger.audit.AuditRanOut;
import dev.millrace.ledger.audit.AuditReport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs audits, one at a time on this node: each reads whole tables. */
@ApplicationScoped
public class AuditDesk {
  private static final Duration COME_BACK = Duration.ofSeconds(10);

  private final Audit audit;
  private final Duration within;
  private final AtomicBoolean busy = new AtomicBoolean();

  AuditDesk(Audit audit, AuditConfig config) {
    this.audit = audit;
    this.within = config.within();
  }

  /** An audit goes on to its end though its caller has left; another one is refused until then. */
  Uni<AuditReport> run() {
    return Uni.createFrom().deferred(this::start);
  }

  private Uni<AuditReport> start() {
    if (!busy.compareAndSet(false, true)) {
      return Uni.createFrom()
          .failure(later("an audit runs already on this node; ask again when it has ended"));
    }
    // A subscription of its own: a caller who leaves does not end it, and so does not free the
    // desk.
    var ended =
        audit
            .run(within)
            .subscribeAsCompletionStage()
            .whenComplete((report, failure) -> busy.set(false));
    return polite(Uni.createFrom().completionStage(ended));
  }

  private static Uni<AuditReport> polite(Uni<AuditReport> report) {
    return report
        .onFailure(AuditRanOut.class)
        .transform(
            ranOut ->
                later(
                    ranOut.getMessage()
                        + " and was given up; ask at a quieter time, or raise"
                        + " millrace.audit.within"));
  }

  private static FaultException later(String message) {
    return new FaultException(Fault.of(FaultCode.OVERLOADED, message).retryAfter(COME_BACK));
  }
}
