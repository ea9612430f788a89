package dev.millrace.api.queue;

import dev.millrace.api.http.key.Caller;
import dev.millrace.file.InputFiles;
import dev.millrace.queue.RequestView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Submits a request that has ended once more, as a new one. */
@ApplicationScoped
class RetryDesk {
  private final RequestDesk desk;
  private final PayloadDesk payloads;
  private final InputFiles files;
  private final Submitter submitter;

  RetryDesk(RequestDesk desk, PayloadDesk payloads, InputFiles files, Submitter submitter) {
    this.desk = desk;
    this.payloads = payloads;
    this.files = files;
    this.submitter = submitter;
  }

  /**
   * Fails with NOT_FINISHED before the old one has ended, with GONE when its input is not kept any
   * more, and with all that a submit may fail with.
   */
  Uni<Submitted> retry(Caller caller, String id, Optional<RepeatSign> sign, String correlationId) {
    return desk.find(caller.account(), id)
        .chain(request -> retry(request, caller, sign, correlationId));
  }

  private Uni<Submitted> retry(
      RequestView request, Caller caller, Optional<RepeatSign> sign, String correlationId) {
    if (!request.status().isTerminal()) {
      return Uni.createFrom().failure(RequestDesk.notFinished(request));
    }
    return payloads
        .inputOf(request)
        .chain(
            input ->
                files
                    .outputLife(request.id())
                    .chain(
                        life ->
                            submitter.resubmit(request, life, caller, input, sign, correlationId)));
  }
}
