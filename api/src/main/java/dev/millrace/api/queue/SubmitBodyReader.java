package dev.millrace.api.queue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fault.ValidationError;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Takes a submit's body apart: the model's fields stand at the top level, beside a few reserved
 * keys that never reach the model.
 */
@ApplicationScoped
public class SubmitBodyReader {
  private static final int MOST_LABELS = 16;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_VALUE = 512;

  private final ObjectReader reader;

  SubmitBodyReader(ObjectMapper json) {
    // A decimal stays as it was written, whatever its length; a key that stands twice is a mistake.
    this.reader =
        json.reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** Fails with {@link FaultCode#MALFORMED}, or with what the JSON reader says. */
  public SubmitBody read(byte[] body) throws IOException {
    return takeApart(object(body, "send the model's fields as {\"…\": …}"));
  }

  /**
   * A body that must be a JSON object, read with nothing rounded. Fails as a submit does.
   *
   * @param advice what to send, when it is something else
   */
  public ObjectNode object(byte[] body, String advice) throws IOException {
    JsonNode tree = body.length == 0 ? null : reader.readTree(body);
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new FaultException(FaultCode.MALFORMED, "the body is not a JSON object; " + advice);
  }

  /** The model's fields by themselves, which {@code input} then is; and the reserved keys. */
  public SubmitBody takeApart(ObjectNode input) {
    var metadata = metadata(input.remove("metadata"));
    var webhook = WebhookKeys.read(input.remove("webhook"), input.remove("webhook_events_filter"));
    var shared = isPublic(input.remove("public"));
    return new SubmitBody(input, metadata, shared, webhook);
  }

  /**
   * A caller's labels. Fails with {@link FaultCode#MALFORMED}.
   *
   * @param value may be null, as for a field that is not there
   */
  public static Optional<ObjectNode> metadata(JsonNode value) {
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!(value instanceof ObjectNode labels) || labels.size() > MOST_LABELS) {
      throw badMetadata("metadata", "must be an object of at most 16 texts");
    }
    labels.properties().forEach(label -> checkLabel(label.getKey(), label.getValue()));
    return Optional.of(labels);
  }

  private static void checkLabel(String name, JsonNode value) {
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw badMetadata(name, "names have 1 to 64 characters and no NUL");
    }
    if (!value.isTextual()
        || value.textValue().length() > LONGEST_VALUE
        || value.textValue().indexOf('\0') >= 0) {
      throw badMetadata(name, "values are texts of at most 512 characters without NUL");
    }
  }

  private static FaultException badMetadata(String field, String reason) {
    var path = field.equals("metadata") ? List.of(field) : List.of("metadata", field);
    return new FaultException(
        Fault.invalid(
            FaultCode.MALFORMED,
            "metadata is not usable: " + reason,
            List.of(new ValidationError(path, "/" + String.join("/", path), reason, "metadata"))));
  }

  private static boolean isPublic(JsonNode value) {
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw WebhookKeys.bad("public", "must be true or false");
    }
    return value.booleanValue();
  }
}
