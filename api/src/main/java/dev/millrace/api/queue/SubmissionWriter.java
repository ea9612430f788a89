package dev.millrace.api.queue;

import dev.millrace.api.http.key.Caller;
import dev.millrace.fault.FaultException;
import dev.millrace.file.RequestFiles;
import dev.millrace.input.InputReader;
import dev.millrace.input.NamedFile;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Terms;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a call into a submission: reads its body, and has it validated and priced. */
@ApplicationScoped
class SubmissionWriter {
  private final SubmitBodyReader bodies;
  private final Quoter quoter;
  private final InstantSource clock;

  SubmissionWriter(SubmitBodyReader bodies, Quoter quoter, InstantSource clock) {
    this.bodies = bodies;
    this.quoter = quoter;
    this.clock = clock;
  }

  /**
   * A submission, but for the files that its input names.
   *
   * @param files where it names them
   */
  record Written(Submission submission, List<NamedFile> files) {}

  /** Fails with a {@link FaultException}: no submit, unknown model, an input that does not fit. */
  Written write(Submitter.Call call, byte[] bytes) {
    var body = read(bytes);
    var now = now();
    var quoted = quoter.quote(call.caller(), call.endpoint(), body.input());
    var files = named(quoted, bytes, Optional.of(call.base().value()));
    var terms =
        call.asked().terms(now).shared(body.shared()).calling(body.webhook().or(call::webhook));
    var submission =
        submission(
            quoted,
            call.caller(),
            body.metadata().map(quoter::text),
            terms,
            call.correlationId(),
            now);
    return new Written(submission.taking(RequestFiles.living(call.asked().outputLife())), files);
  }

  private List<NamedFile> named(Quoter.Quoted quoted, byte[] bytes, Optional<String> publicUrl) {
    return InputReader.read(
        quoter.bytes(quoted, bytes),
        quoted.input(),
        quoted.model().inputSchema().document(),
        publicUrl);
  }

  /**
   * Takes an earlier request's input up again: held against today's schema, priced anew. Its
   * deadlines were moments that have passed, and what is public was meant to be that result. What
   * it makes lives as long as was wished then.
   */
  Written again(
      RequestView original,
      Optional<Duration> outputLife,
      Caller caller,
      byte[] input,
      String correlationId) {
    var quoted = quoter.quote(caller, original.model().toString(), read(input).input());
    var terms = original.terms().within(Deadlines.NONE).shared(false).retryOf(original.id());
    var files = named(quoted, input, Optional.empty());
    var submission = submission(quoted, caller, original.metadata(), terms, correlationId, now());
    return new Written(submission.taking(RequestFiles.living(outputLife)), files);
  }

  /** As exact as the database keeps it, so that everybody is told the same time. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private SubmitBody read(byte[] body) {
    try {
      return bodies.read(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Submission submission(
      Quoter.Quoted quoted,
      Caller caller,
      Optional<String> metadata,
      Terms terms,
      String correlationId,
      Instant now) {
    return new Submission(
        RequestId.next(now, ThreadLocalRandom.current()),
        caller.account(),
        caller.key(),
        quoted.model().name(),
        terms,
        quoter.text(quoted.input()),
        metadata,
        quoted.quote().amount(),
        quoted.quote().rateCard(),
        RequestFiles.NONE,
        quoted.chosen().basis(),
        correlationId,
        now);
  }
}
