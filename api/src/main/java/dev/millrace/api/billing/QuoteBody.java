package dev.millrace.api.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.queue.SubmitBodyReader;
import dev.millrace.fault.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a quote is asked for.
 *
 * @param input what would be the body of the submit
 */
@Schema(name = "QuoteBody")
record QuoteBody(
    @Schema(required = true, example = "local/echo") String endpoint,
    @Schema(
            required = true,
            implementation = Object.class,
            description = "what would be the body of the submit")
        ObjectNode input,
    @Schema(enumeration = "USD", description = "USD, or left out") String currency) {

  /** Fails with a {@link FaultException} that names the field. */
  static QuoteBody read(byte[] body, SubmitBodyReader reader) {
    var object = object(body, reader);
    var quote =
        new QuoteBody(
            text("endpoint", object.get("endpoint")),
            input(object.get("input")),
            text("currency", object.get("currency")));
    if (quote.endpoint() == null) {
      throw Refusal.of("endpoint", "required", "is required: a model's path such as owner/alias");
    }
    Currency.check(quote.currency());
    return quote;
  }

  private static ObjectNode object(byte[] body, SubmitBodyReader reader) {
    try {
      return reader.object(body, "send {\"endpoint\": \"owner/alias\", \"input\": {…}}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode input(JsonNode value) {
    if (value == null || value.isNull()) {
      throw Refusal.of("input", "required", "is required: what would be the body of the submit");
    }
    if (value instanceof ObjectNode input) {
      return input;
    }
    throw Refusal.of("input", "type", "must be a JSON object");
  }

  private static String text(String field, JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw Refusal.of(field, "type", "must be a text");
    }
    return value.textValue();
  }
}
