package dev.millrace.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
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

/** Makes a call into a submission: reads its body, finds its model, validates and prices. */
@ApplicationScoped
class SubmissionWriter {
  private final SubmitBodyReader bodies;
  private final Catalogue catalogue;
  private final ObjectMapper json;
  private final InstantSource clock;

  SubmissionWriter(
      SubmitBodyReader bodies, Catalogue catalogue, ObjectMapper json, InstantSource clock) {
    this.bodies = bodies;
    this.catalogue = catalogue;
    this.json = json;
    this.clock = clock;
  }

  /** Fails with a {@link FaultException}: no submit, unknown model, an input that does not fit. */
  Submission write(Submitter.Call call, byte[] bytes) {
    var body = read(bytes);
    var now = now();
    var terms =
        call.asked().terms(now).shared(body.shared()).calling(body.webhook().or(call::webhook));
    var model = model(call.endpoint());
    validate(model, body.input());
    return submission(
        model,
        call.account(),
        call.key(),
        body.input(),
        body.metadata().map(this::text),
        terms,
        call.correlationId(),
        now);
  }

  /**
   * Takes an earlier request's input up again: held against today's schema, priced anew. Its
   * deadlines were moments that have passed, and what is public was meant to be that result.
   */
  Submission again(RequestView original, UUID key, byte[] input, String correlationId) {
    var model = model(original.model().toString());
    var fields = read(input).input();
    validate(model, fields);
    var terms = original.terms().within(Deadlines.NONE).shared(false).retryOf(original.id());
    return submission(
        model, original.account(), key, fields, original.metadata(), terms, correlationId, now());
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
      Model model,
      AccountId account,
      UUID key,
      ObjectNode input,
      Optional<String> metadata,
      Terms terms,
      String correlationId,
      Instant now) {
    var quote = model.priced().quote(input, model.runLimit());
    return new Submission(
        RequestId.next(now, ThreadLocalRandom.current()),
        account,
        key,
        model.name(),
        terms,
        text(input),
        metadata,
        quote.amount(),
        quote.rateCard(),
        correlationId,
        now);
  }

  private Model model(String endpoint) {
    return ModelName.parse(endpoint)
        .flatMap(catalogue::find)
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.MODEL_UNKNOWN,
                    "there is no model at this path; paths are /owner/alias, as the catalogue names them"));
  }

  private static void validate(Model model, ObjectNode input) {
    var errors = model.inputSchema().validate(input);
    if (!errors.isEmpty()) {
      throw new FaultException(
          Fault.invalid(
              FaultCode.INVALID_INPUT,
              "the input does not fit the input schema of %s: %s"
                  .formatted(model.name(), errors.getFirst().message()),
              errors));
    }
  }

  private String text(ObjectNode value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
