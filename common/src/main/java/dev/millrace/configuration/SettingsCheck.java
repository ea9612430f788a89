package dev.millrace.configuration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.ValidationError;
import dev.millrace.model.Model;
import java.util.List;

/** Holds what an account sets for a model against the model. Pure. */
public final class SettingsCheck {
  /** The {@link ValidationError#code()} of a setting that the model does not have. */
  public static final String UNKNOWN = "additionalProperties";

  private SettingsCheck() {}

  /**
   * What came of it.
   *
   * @param settings by their usual names, without those that are {@code null}
   * @param errors what does not fit, by the names that were written; empty when all fits
   */
  public record Checked(ObjectNode settings, List<ValidationError> errors) {
    public Checked {
      errors = List.copyOf(errors);
    }
  }

  /**
   * Of a conversational model there are the {@link Setting}s, so far as it can be asked for them;
   * of any other model the fields that its input schema names.
   */
  public static Checked of(Model model, ObjectNode settings) {
    return check(model, settings, true);
  }

  /** The same for a call, which something else may answer in the model's place. */
  static Checked atCall(Model model, ObjectNode settings) {
    return check(model, settings, false);
  }

  private static Checked check(Model model, ObjectNode settings, boolean strict) {
    return isConversational(model)
        ? TalkSettings.check(model, settings, strict)
        : FormSettings.check(model, settings);
  }

  static boolean isConversational(Model model) {
    return model.capabilities().contains(Model.CHAT);
  }
}
