package dev.millrace.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.catalog.Chosen;
import dev.millrace.api.catalog.ModelGate;
import dev.millrace.api.http.key.Caller;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.money.Quote;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Says what an input would cost: finds its model, holds it against the model's schema, prices it. A
 * submit and a quote go through here alike, so that a quote refuses what a submit would refuse.
 */
@ApplicationScoped
public class Quoter {
  private final ModelGate gate;
  private final ObjectMapper json;

  Quoter(ModelGate gate, ObjectMapper json) {
    this.gate = gate;
    this.json = json;
  }

  /**
   * A model, and what it takes for an input.
   *
   * @param input with what the caller's configuration of the model puts into it
   * @param isLaid whether the configuration put something into it
   */
  public record Quoted(Chosen chosen, Quote quote, ObjectNode input, boolean isLaid) {
    public Model model() {
      return chosen.model();
    }
  }

  /**
   * The model at this path with the quote for this input.
   *
   * @param input the model's own fields
   * @throws FaultException as {@link ModelGate#choose} says; of INVALID_INPUT, MODEL_UNPRICED or
   *     PRICE_OVERFLOW
   */
  public Quoted quote(Caller caller, String endpoint, ObjectNode input) {
    return quote(choose(caller, endpoint), input);
  }

  /** The same for a model that was chosen before. */
  public Quoted quote(Chosen chosen, ObjectNode input) {
    var model = chosen.model();
    var laid = chosen.under(input);
    var whole = laid.isEmpty() ? input : with(laid, input);
    validate(model, whole);
    return new Quoted(
        chosen, model.priced().quote(whole, model.runLimit()), whole, !laid.isEmpty());
  }

  private static ObjectNode with(Map<String, JsonNode> fields, ObjectNode input) {
    var whole = JsonNodeFactory.instance.objectNode();
    whole.setAll(input);
    whole.setAll(fields);
    return whole;
  }

  private Chosen choose(Caller caller, String endpoint) {
    return ModelName.parse(endpoint)
        .map(name -> gate.choose(caller, name))
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

  /**
   * What an input reads as: what it was read from, unless a configuration put something into it.
   */
  public byte[] bytes(Quoted quoted, byte[] raw) {
    return quoted.isLaid() ? text(quoted.input()).getBytes(StandardCharsets.UTF_8) : raw;
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
