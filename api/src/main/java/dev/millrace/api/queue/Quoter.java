package dev.millrace.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.money.Quote;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;

/**
 * Says what an input would cost: finds its model, holds it against the model's schema, prices it. A
 * submit and a quote go through here alike, so that a quote refuses what a submit would refuse.
 */
@ApplicationScoped
public class Quoter {
  private final Catalogue catalogue;
  private final ObjectMapper json;

  Quoter(Catalogue catalogue, ObjectMapper json) {
    this.catalogue = catalogue;
    this.json = json;
  }

  /** A model, and what it takes for an input. */
  public record Quoted(Model model, Quote quote) {}

  /**
   * The model at this path with the quote for this input.
   *
   * @param input the model's own fields
   * @throws FaultException of MODEL_UNKNOWN, INVALID_INPUT, MODEL_UNPRICED or PRICE_OVERFLOW
   */
  public Quoted quote(String endpoint, ObjectNode input) {
    var model = model(endpoint);
    validate(model, input);
    return new Quoted(model, model.priced().quote(input, model.runLimit()));
  }

  private Model model(String endpoint) {
    return ModelName.parse(endpoint)
        .flatMap(catalogue::find)
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.MODEL_UNKNOWN,
                    "there is no model at this path; paths are /owner/alias, as the catalogue names"
                        + " them"));
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

  /** An input as it is kept: compact JSON. */
  public String text(ObjectNode input) {
    try {
      return json.writeValueAsString(input);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
