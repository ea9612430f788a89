package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Sampling;

/** Writes what an upstream is asked. */
final class ConversationWriter {
  private ConversationWriter() {}

  static ObjectNode write(Conversation conversation, String model) {
    var body = JsonNodeFactory.instance.objectNode().put("model", model);
    Thinking.of(conversation, model).write(body);
    conversation
        .format()
        .ifPresent(format -> writeFormat(format, body.withObjectProperty("output_config")));
    TurnWriter.write(conversation.turns(), body);
    ToolWriter.write(conversation, body);
    writeSampling(conversation.sampling(), body);
    conversation.user().ifPresent(user -> body.putObject("metadata").put("user_id", user));
    if (conversation.streamed()) {
      body.put("stream", true);
    }
    return body;
  }

  /** There is no place for the schema's name, which says nothing to a model, and always strict. */
  private static void writeFormat(Format format, ObjectNode config) {
    switch (format) {
      case Format.JsonObject any ->
          throw new InexpressibleException(
              Feature.JSON_OBJECT, "has to come with a JSON Schema for this model's provider");
      case Format.JsonSchema wanted ->
          config.putObject("format").put("type", "json_schema").set("schema", schema(wanted));
    }
  }

  private static JsonNode schema(Format.JsonSchema wanted) {
    if (wanted.description().isEmpty()
        || wanted.schema().has("description")
        || !(wanted.schema() instanceof ObjectNode schema)) {
      return wanted.schema();
    }
    return schema.deepCopy().put("description", wanted.description().orElseThrow());
  }

  private static void writeSampling(Sampling sampling, ObjectNode body) {
    refuse(Feature.SEED, sampling.seed().isPresent());
    refuse(Feature.PRESENCE_PENALTY, sampling.presencePenalty().isPresent());
    refuse(Feature.FREQUENCY_PENALTY, sampling.frequencyPenalty().isPresent());
    if (sampling.temperature().filter(value -> value > 1).isPresent()) {
      throw new InexpressibleException(
          Feature.TEMPERATURE, "may be at most 1 for this model's provider");
    }
    sampling.temperature().ifPresent(value -> body.put("temperature", value));
    sampling.topP().ifPresent(value -> body.put("top_p", value));
    sampling.topK().ifPresent(value -> body.put("top_k", value));
    if (!sampling.stop().isEmpty()) {
      sampling.stop().forEach(body.putArray("stop_sequences")::add);
    }
  }

  private static void refuse(Feature feature, boolean asked) {
    if (asked) {
      throw new InexpressibleException(
          feature, "has no counterpart at this model's provider; leave it out");
    }
  }
}
