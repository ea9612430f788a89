package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.api.stream.Waits;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.queue.Offer;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Requests whose callers know nothing of the queue, and wait as for any other call. */
@ApplicationScoped
public class WaitedRequests {
  private static final Logger LOG = Logger.getLogger(WaitedRequests.class);

  private final Submitter submitter;
  private final Waits waits;
  private final RequestDesk desk;
  private final PayloadDesk payloads;

  WaitedRequests(Submitter submitter, Waits waits, RequestDesk desk, PayloadDesk payloads) {
    this.submitter = submitter;
    this.waits = waits;
    this.desk = desk;
    this.payloads = payloads;
  }

  /**
   * How one ended.
   *
   * @param output of a completed one; file URLs in it are still stand-ins
   */
  public record Ended(RequestView request, Optional<String> output) {}

  /**
   * Admits a request and waits for its end. Fails with a {@link FaultException} when it is refused,
   * and with DEADLINE_EXCEEDED when it has not ended in time; then it is taken back. Cancelling
   * means that the caller has left, and takes it back too.
   */
  public Uni<Ended> untilEnd(Submission submission, Duration atMost) {
    var account = submission.account();
    var id = submission.id();
    var admission =
        submitter.admit(new Offer(submission, Optional.empty())).memoize().indefinitely();
    return waits
        .following(
            account,
            following ->
                admission.chain(
                    admitted -> following.untilTerminal(id, RequestEvent.ADMISSION, atMost)))
        .chain(() -> desk.find(account, id.toString()))
        .chain(
            found ->
                found.status().isTerminal()
                    ? Uni.createFrom().item(found)
                    : tooLate(account, id, atMost))
        .chain(this::ended)
        .onCancellation()
        .invoke(() -> left(admission, account, id));
  }

  private Uni<Ended> ended(RequestView request) {
    return request.status() == RequestStatus.COMPLETED
        ? payloads.outputOf(request).map(kept -> new Ended(request, kept.output()))
        : Uni.createFrom().item(new Ended(request, Optional.empty()));
  }

  /** It may have ended right before it is taken back; that counts. */
  private Uni<RequestView> tooLate(AccountId account, RequestId id, Duration atMost) {
    return desk.cancel(account, id.toString())
        .map(
            found -> {
              if (found.status() != RequestStatus.COMPLETED) {
                throw new FaultException(
                    Fault.of(
                        FaultCode.DEADLINE_EXCEEDED,
                        "request %s did not end within %d seconds and is taken back; call again, or submit it to /%s and come back for its result"
                            .formatted(id, atMost.toSeconds(), found.model())));
              }
              return found;
            });
  }

  /** Its admission cannot be stopped any more; what it admits can. */
  private void left(Uni<Submitted> admission, AccountId account, RequestId id) {
    admission
        .chain(admitted -> desk.cancel(account, id.toString()))
        .subscribe()
        .with(
            taken -> LOG.debugf("caller left its request in the queue request=%s", id),
            refused -> LOG.debugf("nothing to take back request=%s: %s", id, refused));
  }
}
