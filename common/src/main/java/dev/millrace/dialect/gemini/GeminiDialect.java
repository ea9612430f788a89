package dev.millrace.dialect.gemini;

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
 * Gemini's {@code generateContent} and {@code streamGenerateContent}, version v1beta. The path says
 * which model is meant and whether a stream is wanted, so no body does. Usage is always told.
 */
public final class GeminiDialect implements Dialect {
  private static final ForeignProofs FOREIGN =
      ForeignProofs.of(
          Signer.GEMINI,
          Signatures::heard,
          "contents[].parts[].thoughtSignature",
          "contents[].parts[].thought_signature");

  @Override
  public String word() {
    return Signer.GEMINI.word();
  }

  @Override
  public void check(ObjectNode body) {
    Check.body(body);
  }

  @Override
  public boolean holdsForeignProofs(ObjectNode body) {
    return FOREIGN.areIn(body);
  }

  @Override
  public Optional<Long> maxTokens(ObjectNode body) {
    return Check.maxTokens(body);
  }

  @Override
  public int answers(ObjectNode body) {
    return Check.answers(body);
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
      case TEMPERATURE -> "generationConfig.temperature";
      case TOP_P -> "generationConfig.topP";
      case TOP_K -> "generationConfig.topK";
      case SEED -> "generationConfig.seed";
      case PRESENCE_PENALTY -> "generationConfig.presencePenalty";
      case FREQUENCY_PENALTY -> "generationConfig.frequencyPenalty";
      case STOP -> "generationConfig.stopSequences";
      case MAX_TOKENS -> "generationConfig.maxOutputTokens";
      case IMAGE, DOCUMENT -> "contents.parts.inlineData";
      case IMAGE_BY_URL, DOCUMENT_BY_URL -> "contents.parts.fileData";
      case TOOLS, HOSTED_TOOL -> "tools";
      case TOOL_CHOICE, PARALLEL_TOOLS -> "toolConfig.functionCallingConfig";
      case TOOL_RESULT -> "contents.parts.functionResponse";
      case JSON_OBJECT -> "generationConfig.responseMimeType";
      case JSON_SCHEMA -> "generationConfig.responseJsonSchema";
      case REASONING -> "generationConfig.thinkingConfig";
    };
  }

  @Override
  public AnswerReader answerReader(Supplier<Duration> elapsed) {
    return new GeminiAnswerReader(elapsed);
  }

  @Override
  public AnswerWriter answerWriter(Heading heading) {
    return new GeminiAnswerWriter(heading);
  }

  @Override
  public ObjectNode error(Failure failure) {
    return ErrorBody.of(failure);
  }

  /** The path names it. */
  @Override
  public String modelField() {
    return "";
  }

  @Override
  public String answeredModelField() {
    return "modelVersion";
  }
}
