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
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;

/** Finds the models that callers name, and holds their inputs against the models' schemas. */
@ApplicationScoped
public class ModelDesk {
  private final Catalogue catalogue;
  private final ObjectMapper json;

  ModelDesk(Catalogue catalogue, ObjectMapper json) {
    this.catalogue = catalogue;
    this.json = json;
  }

  /** Fails with MODEL_UNKNOWN. */
  public Model find(String endpoint) {
    return ModelName.parse(endpoint)
        .flatMap(catalogue::find)
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.MODEL_UNKNOWN,
                    "there is no model at this path; paths are /owner/alias, as the catalogue names them"));
  }

  /** Fails with INVALID_INPUT, naming each field that does not fit. */
  public void check(Model model, ObjectNode input) {
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

  /** Compact JSON. */
  public String text(ObjectNode value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
