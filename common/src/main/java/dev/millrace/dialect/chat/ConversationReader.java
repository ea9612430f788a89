package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Reasoning;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.openai.CallerFields;
import java.util.Optional;
import java.util.Set;

/** Reads a whole body. */
final class ConversationReader {
  private static final Set<String> USUAL_TIERS = Set.of("auto", "default", "standard");

  private ConversationReader() {}

  static Conversation read(ObjectNode body) {
    var fields = Fields.of(body);
    var draft = Conversation.draft().sampling(SamplingFields.read(fields));
    MessagesReader.read(fields).forEach(draft::turn);
    ToolsReader.read(fields, draft);
    TokenLimit.read(fields).ifPresent(draft::maxTokens);
    fields.object("response_format").flatMap(FormatFields::read).ifPresent(draft::format);
    reasoning(fields).ifPresent(draft::reasoning);
    CallerFields.user(fields).ifPresent(draft::user);
    draft.streamed(streamed(fields));
    holdAnyway(fields);
    keptByThePlatform(fields);
    fields.refuseOthers();
    return draft.done();
  }

  /** Callers see thoughts whenever there are some: they cannot say that they do not want to. */
  private static Optional<Reasoning> reasoning(Fields fields) {
    return fields
        .optional("reasoning_effort")
        .map(CallerFields::effort)
        .map(effort -> Reasoning.of(effort, true));
  }

  private static boolean streamed(Fields fields) {
    fields
        .object("stream_options")
        .ifPresent(
            options -> {
              options.bool("include_usage");
              options.known("include_obfuscation").refuseOthers();
            });
    return fields.bool("stream").orElse(false);
  }

  private static void holdAnyway(Fields fields) {
    fields
        .only("n", value -> value.asInt() == 1)
        .only("logprobs", value -> value.isBoolean() && !value.booleanValue())
        .only("top_logprobs", value -> value.isInt() && value.intValue() == 0)
        .only("logit_bias", value -> value.isObject() && value.isEmpty())
        .only("modalities", ConversationReader::isTextAlone)
        .only("verbosity", CallerFields.isText(Set.of("medium")))
        .only("service_tier", CallerFields.isText(USUAL_TIERS));
  }

  private static boolean isTextAlone(JsonNode modalities) {
    return modalities.isArray()
        && modalities.size() == 1
        && modalities.path(0).asText().equals("text");
  }

  private static void keptByThePlatform(Fields fields) {
    fields.known("model", "metadata", "store", "prompt_cache_key", "prompt_cache_retention");
  }
}
