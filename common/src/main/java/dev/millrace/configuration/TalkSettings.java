package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.configuration.SettingsCheck.Checked;
import dev.millrace.fault.ValidationError;
import dev.millrace.model.Model;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Settings of conversational models. */
final class TalkSettings {
  private final ObjectNode known = JsonNodeFactory.instance.objectNode();
  private final Map<Setting, String> written = new EnumMap<>(Setting.class);
  private final List<ValidationError> errors = new ArrayList<>();

  private TalkSettings() {}

  static Checked check(Model model, ObjectNode settings, boolean strict) {
    var check = new TalkSettings();
    settings.properties().stream()
        .filter(setting -> !setting.getValue().isNull())
        .forEach(setting -> check.take(setting.getKey(), setting.getValue()));
    new TalkFit(model, strict)
        .complaints(check.known)
        .forEach(
            (setting, complaint) ->
                check.errors.add(
                    complaint.of(check.written.getOrDefault(setting, setting.word()))));
    return new Checked(check.known, check.errors);
  }

  private void take(String name, JsonNode value) {
    var setting = Setting.named(name);
    if (setting.isEmpty()) {
      errors.add(
          new Complaint(
                  SettingsCheck.UNKNOWN,
                  "is no setting of conversational models; there are " + Setting.words())
              .of(name));
    } else if (written.putIfAbsent(setting.get(), name) != null) {
      errors.add(new Complaint("not", "says the same as " + written.get(setting.get())).of(name));
    } else {
      take(setting.get(), name, value);
    }
  }

  private void take(Setting setting, String name, JsonNode value) {
    setting
        .complaint(value)
        .ifPresentOrElse(
            complaint -> errors.add(complaint.of(name)), () -> known.set(setting.word(), value));
  }
}
