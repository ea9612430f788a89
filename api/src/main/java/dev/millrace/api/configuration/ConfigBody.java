package dev.millrace.api.configuration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.queue.SubmitBodyReader;
import dev.millrace.dialect.Fields;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what a body says of a configuration. Pure. All methods fail with a {@link FaultException}
 * that names the field: of MALFORMED for a wrong type and for a field that there is not, of
 * INVALID_INPUT for a value that does not fit.
 */
final class ConfigBody {
  private static final String KEY = "providerKeyId";
  private static final String ENABLED = "isEnabled";
  private static final String SETTINGS = "settings";

  private final ObjectNode body;
  private final Fields fields;

  ConfigBody(ObjectNode body) {
    this.body = body;
    this.fields = Fields.of(body);
  }

  /** Fails with what the JSON reader says, too. */
  static ConfigBody read(byte[] bytes, SubmitBodyReader reader) {
    try {
      return new ConfigBody(
          reader.object(bytes, "send the fields of a configuration as {\"…\": …}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A configuration that is to be made.
   *
   * @param provider in lower case
   * @param modelId as it was written
   */
  record Wanted(
      String provider,
      String modelId,
      Optional<UUID> providerKey,
      boolean enabled,
      ObjectNode settings) {}

  Wanted wanted() {
    var wanted =
        new Wanted(
            required("provider").toLowerCase(Locale.ROOT),
            required("modelId"),
            providerKey(Optional.empty()),
            enabled(true),
            settings().orElseGet(JsonNodeFactory.instance::objectNode));
    refuseOthers();
    return wanted;
  }

  /**
   * What of a configuration is to change.
   *
   * @param providerKey as it is to be, changed or not
   * @param settings in the place of those before; empty: they stay
   */
  record Change(Optional<UUID> providerKey, boolean enabled, Optional<ObjectNode> settings) {}

  Change change(Optional<UUID> keyBefore, boolean enabledBefore) {
    var change = new Change(providerKey(keyBefore), enabled(enabledBefore), settings());
    refuseOthers();
    return change;
  }

  /** Of a body that says this and no more. */
  boolean enabled() {
    if (!fields.has(ENABLED)) {
      throw Refusal.of(ENABLED, "required", "is required: true or false");
    }
    var enabled = enabled(true);
    refuseOthers();
    return enabled;
  }

  private String required(String name) {
    var text =
        fields.optionalText(name).orElseThrow(() -> Refusal.of(name, "required", "is required"));
    if (text.isBlank()) {
      throw Refusal.of(name, "minLength", "must have at least 1 character");
    }
    return text.strip();
  }

  private Optional<UUID> providerKey(Optional<UUID> before) {
    if (!body.has(KEY)) {
      return before;
    }
    return fields.optionalText(KEY).map(ConfigRefusal::providerKeyOf);
  }

  private boolean enabled(boolean before) {
    return fields.bool(ENABLED).orElse(before);
  }

  private Optional<ObjectNode> settings() {
    return fields
        .optional(SETTINGS)
        .map(
            value -> {
              value.object();
              return SettingsBounds.checked((ObjectNode) value.node());
            });
  }

  private void refuseOthers() {
    fields.others().stream()
        .findFirst()
        .ifPresent(
            other -> {
              throw new FaultException(
                  FaultCode.MALFORMED, other.path() + " is no field that can be set here");
            });
  }
}
