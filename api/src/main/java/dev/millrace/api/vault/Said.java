package dev.millrace.api.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.dialect.Fields;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads a body about secrets. Pure. All methods fail with a {@link FaultException} that names the
 * field: of MALFORMED for a wrong type and for a field that there is not, of INVALID_INPUT for a
 * value that does not fit. No complaint holds a value: it may be a secret.
 */
final class Said {
  private static final int LONGEST_SECRET = 8192;

  /** What may stand in a header: secrets for providers go there. */
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,4096}");

  private final ObjectNode body;
  private final Fields fields;

  Said(ObjectNode body) {
    this.body = body;
    this.fields = Fields.of(body);
  }

  /** Whether anything is said of a field, be it {@code null}. */
  boolean mentions(String name) {
    return body.has(name);
  }

  Optional<String> text(String name, int longest) {
    return fields.optionalText(name).map(text -> checked(name, text, longest));
  }

  String required(String name, int longest) {
    return text(name, longest).orElseThrow(() -> missing(name));
  }

  private static String checked(String name, String text, int longest) {
    if (text.isBlank() || text.codePointCount(0, text.length()) > longest) {
      throw Refusal.of(name, "maxLength", "must have from 1 to %d characters".formatted(longest));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.of(name, "pattern", "must not hold control characters");
    }
    return text;
  }

  /** A key as a provider gives it out. */
  Optional<String> key(String name) {
    return fields
        .optionalText(name)
        .map(
            text -> {
              if (!KEY.matcher(text).matches()) {
                throw Refusal.of(
                    name,
                    "pattern",
                    "must have from 1 to 4096 visible ASCII characters, without blanks and line ends");
              }
              return text;
            });
  }

  String requiredKey(String name) {
    return key(name).orElseThrow(() -> missing(name));
  }

  /** Any text that is to be kept secret. */
  String requiredSecret(String name) {
    var text = fields.optionalText(name).orElseThrow(() -> missing(name));
    if (text.isEmpty() || text.length() > LONGEST_SECRET) {
      throw Refusal.of(
          name, "maxLength", "must have from 1 to %d characters".formatted(LONGEST_SECRET));
    }
    return text;
  }

  Optional<Boolean> bool(String name) {
    return fields.bool(name);
  }

  Optional<UUID> id(String name) {
    return fields
        .optionalText(name)
        .map(
            text -> {
              try {
                return UUID.fromString(text);
              } catch (IllegalArgumentException e) {
                throw Refusal.of(name, "format", "must be the id of an API key of this account");
              }
            });
  }

  /** An object, with nothing looked at in it. */
  Optional<ObjectNode> object(String name, int largest) {
    if (fields.object(name).isEmpty()) {
      return Optional.empty();
    }
    var object = (ObjectNode) body.get(name);
    if (object.toString().length() > largest) {
      throw Refusal.of(
          name, "maxLength", "must have at most %d characters as JSON".formatted(largest));
    }
    return Optional.of(object);
  }

  /** To be called when everything was read. */
  void refuseOthers() {
    fields.others().stream()
        .findFirst()
        .ifPresent(
            other -> {
              throw new FaultException(
                  FaultCode.MALFORMED, other.path() + " is no field that can be set here");
            });
  }

  private static FaultException missing(String name) {
    return Refusal.of(name, "required", "is required");
  }
}
