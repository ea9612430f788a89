package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Dialect;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fault.ValidationError;
import dev.millrace.model.Model;
import java.util.List;
import java.util.Map;

/**
 * A configuration that a call of its model follows: its settings go under what the call says. They
 * are held against the model anew, which may have changed since they were set. See ADR 26. Pure.
 */
public record Followed(ModelConfiguration configuration, Model model) {
  /**
   * What has to be put into a body of a protocol, at its top level, so that the settings hold of
   * which it says nothing. Those that the protocol has no field for are left out.
   *
   * @throws FaultException of INVALID_INPUT when they do not fit the model any more
   */
  public Map<String, JsonNode> under(Dialect dialect, ObjectNode body) {
    return configuration.settings().isEmpty()
        ? Map.of()
        : dialect.under(TalkPreset.of(model, settings()), body);
  }

  /** The same for an input in the model's own shape. */
  public Map<String, JsonNode> under(ObjectNode input) {
    if (configuration.settings().isEmpty()) {
      return Map.of();
    }
    return SettingsCheck.isConversational(model)
        ? new OwnShape(model).under(TalkPreset.of(model, settings()), input)
        : FormSettings.under(settings(), input);
  }

  private ObjectNode settings() {
    var checked = SettingsCheck.atCall(model, configuration.settings());
    if (!checked.errors().isEmpty()) {
      throw unfit(checked.errors());
    }
    return checked.settings();
  }

  private FaultException unfit(List<ValidationError> errors) {
    var first = errors.getFirst();
    return new FaultException(
        Fault.invalid(
            FaultCode.INVALID_INPUT,
            "your configuration %s of %s does not fit the model: %s %s; change it at /v1/model-configs/%s, or switch it off"
                .formatted(
                    configuration.id(),
                    model.name(),
                    String.join(".", first.path()),
                    first.message(),
                    configuration.id()),
            errors));
  }
}
