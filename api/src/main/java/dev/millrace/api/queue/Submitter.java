package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.api.files.InputFileCheck;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Caller;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.input.NamedFile;
import dev.millrace.postgres.queue.IdempotencyConfig;
import dev.millrace.queue.Admission;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Offer;
import dev.millrace.queue.RepeatMark;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.queue.Submission;
import dev.millrace.queue.WebhookTarget;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.webhook.TargetGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Takes a submit from its body to the queue: writes the submission, admits it, announces it. */
@ApplicationScoped
class Submitter {
  private final SubmissionWriter submissions;
  private final InputFileCheck files;
  private final TargetGuard guard;
  private final Admission admission;
  private final Requests requests;
  private final QueuedAnnouncer announcer;
  private final IdempotencyConfig repetitions;
  private final int inlineUpTo;
  private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

  Submitter(
      SubmissionWriter submissions,
      InputFileCheck files,
      TargetGuard guard,
      Admission admission,
      Requests requests,
      QueuedAnnouncer announcer,
      IdempotencyConfig repetitions,
      QueueConfig config) {
    this.submissions = submissions;
    this.files = files;
    this.guard = guard;
    this.admission = admission;
    this.requests = requests;
    this.announcer = announcer;
    this.repetitions = repetitions;
    this.inlineUpTo = config.parseInlineUpTo();
  }

  /**
   * What the HTTP call says beside its body.
   *
   * @param webhook whom to call when the body names nobody
   * @param sign by what a repetition of it is known
   * @param base where the caller reaches us, and so what URLs of our files begin with
   * @param visit whether a stranger asks, through the browser proxy
   */
  record Call(
      Caller caller,
      String endpoint,
      Asked asked,
      Optional<WebhookTarget> webhook,
      Optional<RepeatSign> sign,
      PublicUrl base,
      String correlationId,
      boolean visit) {}

  /** An offer whose input may name files that nobody has looked at yet. */
  private record Draft(Offer offer, List<NamedFile> files) {}

  /** Fails with a {@link FaultException} when the submission is refused, or an engine is away. */
  Uni<Submitted> submit(Call call, byte[] body) {
    return Uni.createFrom()
        .item(() -> draft(call, body))
        .runSubscriptionOn(threadFor(body))
        .chain(this::withFiles)
        .call(offer -> checkWebhook(offer.submission()))
        .chain(this::admit);
  }

  /**
   * Takes an earlier request's input up again, as a new request. Fails as a submit does.
   *
   * @param caller who asks now
   * @param outputLife how long the files live that it makes, as was wished for the earlier one
   * @param input as it was stored
   */
  Uni<Submitted> resubmit(
      RequestView original,
      Optional<Duration> outputLife,
      Caller caller,
      String input,
      Optional<RepeatSign> sign,
      String correlationId) {
    var bytes = input.getBytes(StandardCharsets.UTF_8);
    return Uni.createFrom()
        .item(() -> submissions.again(original, outputLife, caller, bytes, correlationId))
        .runSubscriptionOn(threadFor(bytes))
        .map(written -> draft(written, sign.map(s -> markOfRetry(s, original))))
        .chain(this::withFiles)
        .call(offer -> checkWebhook(offer.submission()))
        .chain(this::admit);
  }

  /** Two retries are the same when they are of the same request. */
  private RepeatMark markOfRetry(RepeatSign sign, RequestView original) {
    var what = "retry " + original.id();
    return sign.mark(original.model(), what.getBytes(StandardCharsets.UTF_8), repetitions);
  }

  private Executor threadFor(byte[] body) {
    return body.length > inlineUpTo ? virtualThreads : Runnable::run;
  }

  private Draft draft(Call call, byte[] body) {
    var written = submissions.write(call, body);
    if (call.visit()) {
      VisitorTerms.check(written.submission().terms());
    }
    var model = written.submission().model();
    return draft(written, call.sign().map(sign -> sign.mark(model, body, repetitions)));
  }

  private static Draft draft(SubmissionWriter.Written written, Optional<RepeatMark> mark) {
    return new Draft(new Offer(written.submission(), mark), written.files());
  }

  private Uni<Offer> withFiles(Draft draft) {
    var offer = draft.offer();
    return draft.files().isEmpty()
        ? Uni.createFrom().item(offer)
        : files
            .own(offer.submission().account(), draft.files())
            .map(own -> offer.submission().files().taking(own))
            .map(taken -> new Offer(offer.submission().taking(taken), offer.mark()));
  }

  private Uni<Void> checkWebhook(Submission submission) {
    return submission
        .terms()
        .webhook()
        .map(WebhookTarget::url)
        .map(
            url ->
                guard
                    .problem(url)
                    .invoke(problem -> problem.ifPresent(Submitter::refuseWebhook))
                    .replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static void refuseWebhook(String problem) {
    throw new FaultException(FaultCode.MALFORMED, problem);
  }

  /** Fails with a {@link FaultException} when it is refused, or an engine is away. */
  Uni<Submitted> admit(Offer offer) {
    return admission
        .admit(offer)
        .chain(
            result ->
                switch (result) {
                  case Admission.Result.Admitted(var position) ->
                      Uni.createFrom().item(announced(offer.submission(), position));
                  case Admission.Result.Replayed(var original) ->
                      replayed(offer.submission().account(), original);
                  case Admission.Result.Refused(var fault) ->
                      Uni.createFrom().failure(new FaultException(fault));
                });
  }

  private Uni<Submitted> replayed(AccountId account, RequestId original) {
    return requests
        .find(account, original)
        .map(found -> new Submitted.Replayed(found.orElseThrow(() -> gone(original))));
  }

  /** Its retention is shorter than that of its key. */
  private static FaultException gone(RequestId original) {
    return new FaultException(
        FaultCode.GONE,
        "this submit was accepted before as request %s, which is past its retention; use a new key to submit it again"
            .formatted(original));
  }

  private Submitted announced(Submission submission, DispatchPosition position) {
    announcer.announce(
        new RequestEvent(
            submission.id(),
            submission.account(),
            submission.model(),
            RequestEvent.ADMISSION,
            RequestStatus.IN_QUEUE,
            0,
            submission.at(),
            submission.at(),
            Optional.empty(),
            Optional.empty(),
            submission.terms().webhook().isPresent()));
    return new Submitted.Queued(submission, position);
  }
}
