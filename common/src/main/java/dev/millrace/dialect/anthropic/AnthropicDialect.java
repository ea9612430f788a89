package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.ForeignProofs;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.Preset;
import dev.millrace.dialect.Signer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Anthropic's Messages API, as {@code POST /v1/messages} has it, with what RunAPI adds to it:
 * {@code reasoning_effort}, {@code include_thoughts}, {@code image_url} blocks and the tool {@code
 * googleSearch}.
 */
public final class AnthropicDialect implements Dialect {
  private static final ForeignProofs FOREIGN =
      ForeignProofs.of(Signer.ANTHROPIC, "messages[].content[].signature");

  @Override
  public String word() {
    return Signer.ANTHROPIC.word();
  }

  @Override
  public void check(ObjectNode body) {
    BodyCheck.check(body);
  }

  @Override
  public boolean holdsForeignProofs(ObjectNode body) {
    return FOREIGN.areIn(body);
  }

  @Override
  public Optional<Long> maxTokens(ObjectNode body) {
    return BodyCheck.maxTokens(body);
  }

  @Override
  public Conversation read(ObjectNode body) {
    return ConversationReader.read(body);
  }

  @Override
  public ObjectNode write(Conversation conversation, String model) {
    return ConversationWriter.write(conversation, model);
  }

  @Override
  public Map<String, JsonNode> under(Preset preset, ObjectNode body) {
    return PresetFields.of(preset, body);
  }

  @Override
  public String fieldOf(Feature feature) {
    return switch (feature) {
      case TEMPERATURE -> "temperature";
      case TOP_P -> "top_p";
      case TOP_K -> "top_k";
      case SEED -> "seed";
      case PRESENCE_PENALTY -> "presence_penalty";
      case FREQUENCY_PENALTY -> "frequency_penalty";
      case STOP -> "stop_sequences";
      case MAX_TOKENS -> "max_tokens";
      case IMAGE, IMAGE_BY_URL, DOCUMENT, DOCUMENT_BY_URL, TOOL_RESULT -> "messages";
      case TOOLS, HOSTED_TOOL -> "tools";
      case TOOL_CHOICE -> "tool_choice";
      case PARALLEL_TOOLS -> "tool_choice.disable_parallel_tool_use";
      case JSON_OBJECT, JSON_SCHEMA -> "output_config.format";
      case REASONING -> "thinking";
    };
  }

  @Override
  public AnswerReader answerReader(Supplier<Duration> elapsed) {
    return new MessageReader(elapsed);
  }

  @Override
  public AnswerWriter answerWriter(Heading heading) {
    return new MessageWriter(heading);
  }

  @Override
  public ObjectNode error(Failure failure) {
    return ErrorBody.of(failure);
  }
}
