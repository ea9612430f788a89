package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.millrace.dialect.openai.ErrorBody;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * OpenAI's Responses.
 *
 * <p>Thoughts go both ways as {@code reasoning} items: their words as a summary, their signature as
 * {@code encrypted_content}. An item without words right after a call holds the call's signature,
 * because calls have no field for it.
 */
public final class ResponsesDialect implements Dialect {
  private static final ForeignProofs FOREIGN =
      ForeignProofs.of(Signer.RESPONSES, "input[].encrypted_content");

  @Override
  public String word() {
    return Signer.RESPONSES.word();
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
      case STOP -> "stop";
      case MAX_TOKENS -> "max_output_tokens";
      case IMAGE, IMAGE_BY_URL -> "input.content.image_url";
      case DOCUMENT -> "input.content.file_data";
      case DOCUMENT_BY_URL -> "input.content.file_url";
      case TOOLS, HOSTED_TOOL -> "tools";
      case TOOL_CHOICE -> "tool_choice";
      case PARALLEL_TOOLS -> "parallel_tool_calls";
      case TOOL_RESULT -> "input.output";
      case JSON_OBJECT, JSON_SCHEMA -> "text.format";
      case REASONING -> "reasoning";
    };
  }

  @Override
  public AnswerReader answerReader(Supplier<Duration> elapsed) {
    return new ResponseReader(elapsed);
  }

  @Override
  public AnswerWriter answerWriter(Heading heading) {
    return new ResponseWriter(heading);
  }

  @Override
  public ObjectNode error(Failure failure) {
    return ErrorBody.of(failure);
  }

  // Beyond a dialect: responses that are asked for later.

  /**
   * The response object before it has an answer, or of one that never got any.
   *
   * @param status {@code queued}, {@code in_progress} or {@code cancelled}
   */
  public ObjectNode unfinished(Heading heading, String status) {
    return ResponseObject.of(heading, status);
  }

  /** The response object of a call that failed. */
  public ObjectNode failed(Heading heading, Failure failure) {
    return ResponseObject.failed(heading, failure);
  }

  /**
   * What the caller said, item by item and in order, each with an id of its own and its content as
   * a list; instructions are not among them. Ids are the same each time.
   */
  public ArrayNode inputItems(Heading heading) {
    return InputItems.of(heading);
  }
}
