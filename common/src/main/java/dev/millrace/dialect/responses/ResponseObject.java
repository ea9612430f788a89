package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import java.util.List;
import java.util.function.Predicate;

/**
 * A response, which says what was asked beside what is answered. What the caller did not say is
 * null where the model decides it, and else what holds.
 */
final class ResponseObject {
  private static final JsonNode NOTHING = NullNode.getInstance();
  private static final List<String> TEXTS =
      List.of(
          "instructions", "previous_response_id", "prompt_cache_key", "safety_identifier", "user");
  private static final List<String> NUMBERS =
      List.of("max_output_tokens", "max_tool_calls", "temperature", "top_p");

  private ResponseObject() {}

  /** One without output. */
  static ObjectNode of(Heading heading, String status) {
    var response = Wire.object().put("id", "resp_" + heading.id()).put("object", "response");
    response.put("created_at", heading.at().getEpochSecond());
    response.put("status", status).put("model", heading.model());
    response.putNull("error").putNull("incomplete_details");
    response.putArray("output");
    response.putNull("usage");
    repeat(heading.asked(), response);
    return response;
  }

  static ObjectNode failed(Heading heading, Failure failure) {
    var response = of(heading, "failed");
    response.set("error", FailureWords.ofResponse(failure));
    return response;
  }

  private static void repeat(ObjectNode asked, ObjectNode response) {
    var said = new Said(asked, response);
    TEXTS.forEach(name -> said.repeat(name, JsonNode::isTextual, NOTHING));
    NUMBERS.forEach(name -> said.repeat(name, JsonNode::isNumber, NOTHING));
    said.repeat("background", JsonNode::isBoolean, BooleanNode.FALSE);
    said.repeat("store", JsonNode::isBoolean, BooleanNode.TRUE);
    said.repeat("parallel_tool_calls", JsonNode::isBoolean, BooleanNode.TRUE);
    said.repeat("metadata", JsonNode::isObject, Wire.object());
    said.repeat("tools", JsonNode::isArray, JsonNodeFactory.instance.arrayNode());
    said.repeat(
        "tool_choice", value -> value.isTextual() || value.isObject(), TextNode.valueOf("auto"));
    said.repeat("truncation", JsonNode::isTextual, TextNode.valueOf("disabled"));
    response.put("service_tier", "default");
    response.set("text", text(asked.path("text")));
    response.set("reasoning", reasoning(asked.path("reasoning")));
  }

  private record Said(ObjectNode asked, ObjectNode response) {
    void repeat(String name, Predicate<JsonNode> fits, JsonNode otherwise) {
      var value = asked.path(name);
      response.set(name, fits.test(value) ? value : otherwise);
    }
  }

  private static ObjectNode text(JsonNode asked) {
    var text = Wire.object();
    text.putObject("format").put("type", "text");
    return asked instanceof ObjectNode said ? text.setAll(said) : text;
  }

  private static ObjectNode reasoning(JsonNode asked) {
    var reasoning = Wire.object().putNull("effort").putNull("summary");
    return asked instanceof ObjectNode said ? reasoning.setAll(said) : reasoning;
  }
}
