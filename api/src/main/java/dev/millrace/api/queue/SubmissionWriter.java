package dev.millrace.api.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultException;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Terms;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
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

  /** Fails with a {@link FaultException}: no submit, unknown model, an input that does not fit. */
  Submission write(Submitter.Call call, byte[] bytes) {
    var body = read(bytes);
    var now = now();
    var terms =
        call.asked().terms(now).shared(body.shared()).calling(body.webhook().or(call::webhook));
    return submission(
        quoter.quote(call.endpoint(), body.input()),
        call.account(),
        call.key(),
        body.input(),
        body.metadata().map(models::text),
        terms,
        call.correlationId(),
        now);
  }

  /**
   * Takes an earlier request's input up again: held against today's schema, priced anew. Its
   * deadlines were moments that have passed, and what is public was meant to be that result.
   */
  Submission again(RequestView original, UUID key, byte[] input, String correlationId) {
    var fields = read(input).input();
    var quoted = quoter.quote(original.model().toString(), fields);
    var terms = original.terms().within(Deadlines.NONE).shared(false).retryOf(original.id());
    return submission(
        quoted, original.account(), key, fields, original.metadata(), terms, correlationId, now());
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
      AccountId account,
      UUID key,
      ObjectNode input,
      Optional<String> metadata,
      Terms terms,
      String correlationId,
      Instant now) {
    return new Submission(
        RequestId.next(now, ThreadLocalRandom.current()),
        account,
        key,
        quoted.model().name(),
        terms,
        quoter.text(input),
        metadata,
        quoted.quote().amount(),
        quoted.quote().rateCard(),
        correlationId,
        now);
  }
}
