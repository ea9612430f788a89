package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.ForeignProofs;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.KeptUpstream;
import dev.millrace.dialect.Preset;
import dev.millrace.dialect.Signer;
import dev.millrace.dialect.openai.CallerFields;
import dev.millrace.dialect.openai.ErrorBody;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * OpenAI's chat completions, which most other servers speak too.
 *
 * <p>On the way into it three things become less: a tool result that failed is a result like
 * others, for there is no mark for failures; instructions of a developer become those of the
 * system, which every server knows; and thoughts that a provider of another protocol has signed are
 * left out, because only that provider can make use of them.
 */
public final class ChatDialect implements Dialect {
  private static final ForeignProofs FOREIGN =
      ForeignProofs.of(
          Signer.CHAT, "messages[].tool_calls[].extra_content.google.thought_signature");

  private static final KeptUpstream KEPT =
      KeptUpstream.at("messages[].content[].file.file_id", "messages[].audio.id");

  /** As many answers as OpenAI makes to one call. */
  private static final long MOST_ANSWERS = 128;

  private static final String STREAM_OPTIONS = "stream_options";
  private static final String INCLUDE_USAGE = "include_usage";

  @Override
  public String word() {
    return Signer.CHAT.word();
  }

  @Override
  public void check(ObjectNode body) {
    KEPT.refuse(body);
    var fields = Fields.of(body);
    MessagesReader.required(fields);
    fields.optionalText("model");
    fields.bool("stream");
    fields.object(STREAM_OPTIONS);
    TokenLimit.read(fields);
    CallerFields.refuseDearTier(fields);
  }

  @Override
  public boolean holdsForeignProofs(ObjectNode body) {
    return FOREIGN.areIn(body);
  }

  @Override
  public Optional<Long> maxTokens(ObjectNode body) {
    return TokenLimit.read(Fields.of(body));
  }

  @Override
  public int answers(ObjectNode body) {
    long asked = Fields.of(body).whole("n").orElse(1L);
    if (asked < 1 || asked > MOST_ANSWERS) {
      throw FieldFault.malformed("n", "must be from 1 to " + MOST_ANSWERS);
    }
    return (int) asked;
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
      case MAX_TOKENS -> "max_tokens";
      case IMAGE, IMAGE_BY_URL -> "messages[].content[].image_url";
      case DOCUMENT, DOCUMENT_BY_URL -> "messages[].content[].file";
      case TOOLS, HOSTED_TOOL -> "tools";
      case TOOL_CHOICE -> "tool_choice";
      case PARALLEL_TOOLS -> "parallel_tool_calls";
      case TOOL_RESULT -> "messages[].content";
      case JSON_OBJECT, JSON_SCHEMA -> "response_format";
      case REASONING -> "reasoning_effort";
    };
  }

  @Override
  public AnswerReader answerReader(Supplier<Duration> elapsed) {
    return new ChatAnswerReader(elapsed);
  }

  @Override
  public AnswerWriter answerWriter(Heading heading) {
    return new ChatAnswerWriter(heading);
  }

  @Override
  public ObjectNode error(Failure failure) {
    return ErrorBody.of(failure);
  }

  @Override
  public Map<String, JsonNode> additions(ObjectNode body) {
    if (!body.path("stream").asBoolean() || asksForUsage(body)) {
      return Map.of();
    }
    var options = JsonNodeFactory.instance.objectNode();
    if (body.get(STREAM_OPTIONS) instanceof ObjectNode asked) {
      options.setAll(asked);
    }
    return Map.of(STREAM_OPTIONS, options.put(INCLUDE_USAGE, true));
  }

  /** Usage that comes in a chunk of its own. */
  @Override
  public boolean hides(JsonNode frame, ObjectNode body) {
    var choices = frame.path("choices");
    return choices.isArray()
        && choices.isEmpty()
        && frame.path("usage").isObject()
        && !asksForUsage(body);
  }

  /** Whether the caller wants the chunk with the usage. */
  static boolean asksForUsage(ObjectNode body) {
    return body.path(STREAM_OPTIONS).path(INCLUDE_USAGE).asBoolean();
  }
}
