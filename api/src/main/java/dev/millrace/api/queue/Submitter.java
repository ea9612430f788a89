package dev.millrace.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.queue.Admission;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Lane;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Terms;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Takes a submit from its body to the queue: reads, validates, prices, admits, announces. */
@ApplicationScoped
class Submitter {
  private final Catalogue catalogue;
  private final SubmitBodyReader bodies;
  private final Admission admission;
  private final QueuedAnnouncer announcer;
  private final ObjectMapper json;
  private final InstantSource clock;
  private final QueueConfig config;
  private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

  Submitter(
      Catalogue catalogue,
      SubmitBodyReader bodies,
      Admission admission,
      QueuedAnnouncer announcer,
      ObjectMapper json,
      InstantSource clock,
      QueueConfig config) {
    this.catalogue = catalogue;
    this.bodies = bodies;
    this.admission = admission;
    this.announcer = announcer;
    this.json = json;
    this.clock = clock;
    this.config = config;
  }

  /** What the HTTP call says beside its body. */
  record Call(AccountId account, String endpoint, Lane lane, String correlationId) {}

  /** A request that is in the queue now. */
  record Queued(RequestId id, ModelName model, DispatchPosition position) {}

  /** Fails with a {@link FaultException} when the submission is refused, or an engine is away. */
  Uni<Queued> submit(Call call, byte[] body) {
    return Uni.createFrom()
        .item(() -> submission(call, body))
        .runSubscriptionOn(threadFor(body))
        .chain(this::admit);
  }

  /**
   * Takes an earlier request's input up again: held against today's schema, priced anew.
   *
   * @param input as it was stored
   * @param terms the lane of {@code call} is not looked at
   */
  Uni<Queued> resubmit(Call call, String input, Optional<String> metadata, Terms terms) {
    var bytes = input.getBytes(StandardCharsets.UTF_8);
    return Uni.createFrom()
        .item(() -> submission(call, model(call.endpoint()), read(bytes).input(), metadata, terms))
        .runSubscriptionOn(threadFor(bytes))
        .chain(this::admit);
  }

  private Executor threadFor(byte[] body) {
    return body.length > config.parseInlineUpTo() ? virtualThreads : Runnable::run;
  }

  private Submission submission(Call call, byte[] bytes) {
    var model = model(call.endpoint());
    var body = read(bytes);
    return submission(
        call, model, body.input(), body.metadata().map(this::text), Terms.of(call.lane()));
  }

  private Submission submission(
      Call call, Model model, ObjectNode input, Optional<String> metadata, Terms terms) {
    validate(model, input);
    return new Submission(
        RequestId.next(clock.instant(), ThreadLocalRandom.current()),
        call.account(),
        model.name(),
        terms,
        text(input),
        metadata,
        model.price().quote(input, model.runLimit()),
        model.price().version(),
        call.correlationId(),
        clock.instant());
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

  private SubmitBody read(byte[] body) {
    try {
      return bodies.read(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private Uni<Queued> admit(Submission submission) {
    return admission
        .admit(submission)
        .map(
            result ->
                switch (result) {
                  case Admission.Result.Admitted admitted ->
                      announced(submission, admitted.position());
                  case Admission.Result.Refused refused ->
                      throw new FaultException(refused.fault());
                });
  }

  private Queued announced(Submission submission, DispatchPosition position) {
    announcer.announce(
        new RequestEvent(
            submission.id(),
            submission.account(),
            submission.model(),
            0,
            RequestStatus.IN_QUEUE,
            0,
            submission.at(),
            submission.at(),
            Optional.empty(),
            Optional.empty(),
            submission.terms().webhook().isPresent()));
    return new Queued(submission.id(), submission.model(), position);
  }

  private String text(ObjectNode value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Lane lane(Optional<String> word) {
    return word.map(
            given ->
                Lane.parse(given)
                    .orElseThrow(
                        () ->
                            new FaultException(
                                FaultCode.MALFORMED, "the priority is neither normal nor low")))
        .orElse(Lane.NORMAL);
  }
}
