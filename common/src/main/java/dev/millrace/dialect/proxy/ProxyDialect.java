package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.Preset;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runtools' model proxy: {@code model}, {@code options}, {@code tier}. Messages and their parts are
 * the AI SDK's, which is where Runtools' {@code options} come from. No provider speaks it, so every
 * call is translated.
 */
public final class ProxyDialect implements Dialect {
  private static final String PLATFORM = "platform";
  private static final String OWN_KEY = "byok";

  /** Whose key a body asks for. */
  public enum Tier {
    PLATFORM,
    OWN_KEY
  }

  @Override
  public String word() {
    return "model-proxy";
  }

  @Override
  public void check(ObjectNode body) {
    var fields = Fields.of(body);
    fields.optionalText("model");
    tier(body);
    var options = Options.of(fields);
    MessagesReader.required(options);
    Options.maxTokens(options);
  }

  /**
   * The tier that a body asks for.
   *
   * @throws dev.millrace.fault.FaultException of MALFORMED for another word
   */
  public Optional<Tier> tier(ObjectNode body) {
    return Fields.of(body)
        .optional("tier")
        .map(
            value ->
                switch (value.text()) {
                  case PLATFORM -> Tier.PLATFORM;
                  case OWN_KEY -> Tier.OWN_KEY;
                  default -> throw FieldFault.malformed(value.path(), "must be platform or byok");
                });
  }

  @Override
  public Optional<Long> maxTokens(ObjectNode body) {
    return Options.maxTokens(Options.of(Fields.of(body)));
  }

  @Override
  public Conversation read(ObjectNode body) {
    var fields = Fields.of(body).known("model", "tier");
    var conversation = Options.read(Options.of(fields));
    fields.refuseOthers();
    return conversation;
  }

  @Override
  public ObjectNode write(Conversation conversation, String model) {
    return OptionsWriter.write(conversation, model);
  }

  @Override
  public Map<String, JsonNode> under(Preset preset, ObjectNode body) {
    return PresetFields.of(preset, body);
  }

  @Override
  public String fieldOf(Feature feature) {
    return "options."
        + switch (feature) {
          case TEMPERATURE -> "temperature";
          case TOP_P -> "topP";
          case TOP_K -> "topK";
          case SEED -> "seed";
          case PRESENCE_PENALTY -> "presencePenalty";
          case FREQUENCY_PENALTY -> "frequencyPenalty";
          case STOP -> "stop";
          case MAX_TOKENS -> "maxTokens";
          case IMAGE, IMAGE_BY_URL -> "messages[].content[].image";
          case DOCUMENT, DOCUMENT_BY_URL -> "messages[].content[].data";
          case TOOLS, HOSTED_TOOL -> "tools";
          case TOOL_CHOICE -> "toolChoice";
          case PARALLEL_TOOLS -> "parallelToolCalls";
          case TOOL_RESULT -> "messages[].content[].output";
          case JSON_OBJECT, JSON_SCHEMA -> "responseFormat";
          case REASONING -> "reasoning";
        };
  }

  @Override
  public AnswerReader answerReader(Supplier<Duration> elapsed) {
    return new ProxyAnswerReader(elapsed);
  }

  @Override
  public AnswerWriter answerWriter(Heading heading) {
    return new ProxyAnswerWriter(heading);
  }

  @Override
  public ObjectNode error(Failure failure) {
    return ErrorBody.of(failure);
  }
}
