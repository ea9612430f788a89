package dev.millrace.worker.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.Model;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Accepts a provider's output: stores its files, holds it against the model's schema, prices it.
 */
@ApplicationScoped
class OutputDesk {
  private static final Logger LOG = Logger.getLogger(OutputDesk.class);

  private final OutputStore store;
  private final ObjectMapper json;

  OutputDesk(OutputStore store, ObjectMapper json) {
    this.store = store;
    this.json = json;
  }

  /** What became of an output. */
  sealed interface Accepted {
    record Stored(Verdict.Complete complete) implements Accepted {}

    record Refused(Fault fault) implements Accepted {}
  }

  /** Never fails for want of storage: that is a fault that another attempt may mend. */
  Uni<Accepted> accept(Claim claim, Model model, JsonNode input, Outcome.Succeeded outcome) {
    return store
        .store(claim, outcome.output())
        .map(stored -> check(claim, model, input, outcome, stored))
        .onFailure()
        .recoverWithItem(failure -> notStored(claim, failure));
  }

  private Accepted check(
      Claim claim,
      Model model,
      JsonNode input,
      Outcome.Succeeded outcome,
      OutputStore.Stored stored) {
    var errors = model.outputSchema().validate(stored.value());
    if (!errors.isEmpty()) {
      return new Accepted.Refused(
          Fault.invalid(
              FaultCode.INVALID_OUTPUT,
              "the provider's output does not fit the output schema of %s".formatted(model.name()),
              errors));
    }
    // The hold is a promise to the caller: whatever was used, no more than that is taken.
    var charge = model.price().charge(input, outcome.usage()).min(claim.held());
    return new Accepted.Stored(
        new Verdict.Complete(
            text(stored.value()), stored.files(), charge, outcome.usage().providerTime()));
  }

  private String text(JsonNode value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an output cannot be written as JSON", e);
    }
  }

  private static Accepted notStored(Claim claim, Throwable failure) {
    LOG.warnf(
        "output not stored request=%s attempt=%d: %s", claim.request(), claim.attempt(), failure);
    return new Accepted.Refused(
        Fault.of(
            FaultCode.ENGINE_UNAVAILABLE, "the output could not be stored; it is made once more"));
  }
}
