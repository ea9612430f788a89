package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Sampling;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.openai.CallerFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a whole body. */
final class ConversationReader {
  /** What may be added to an answer, and is added anyway where there is any. */
  private static final Set<String> INCLUDABLE =
      Set.of("reasoning.encrypted_content", "web_search_call.action.sources");

  private ConversationReader() {}

  static Conversation read(ObjectNode body) {
    var fields = Fields.of(body);
    refuseWhatTheServerKeeps(fields);
    var draft = Conversation.draft().sampling(sampling(fields));
    fields
        .optionalText("instructions")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> draft.turn(Role.SYSTEM, new Part.Text(text)));
    TurnsReader.read(fields.required("input")).forEach(draft::turn);
    ToolFields.read(fields, draft);
    BodyCheck.maxTokens(fields).ifPresent(draft::maxTokens);
    fields.object("text").flatMap(FormatFields::read).ifPresent(draft::format);
    fields.object("reasoning").flatMap(ReasoningFields::read).ifPresent(draft::reasoning);
    CallerFields.user(fields).ifPresent(draft::user);
    draft.streamed(streamed(fields));
    holdAnyway(fields);
    keptByThePlatform(fields);
    fields.refuseOthers();
    return draft.done();
  }

  /** The provider of another protocol has never seen the earlier items. */
  private static void refuseWhatTheServerKeeps(Fields fields) {
    for (var name : List.of("previous_response_id", "conversation")) {
      if (fields.has(name)) {
        throw FieldFault.unsupported(
            name,
            "is not kept by this model's provider; send the earlier items in 'input' instead");
      }
    }
  }

  private static Sampling sampling(Fields fields) {
    return new Sampling(
        fields.number("temperature"),
        fields.number("top_p"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static boolean streamed(Fields fields) {
    fields
        .object("stream_options")
        .ifPresent(options -> options.known("include_obfuscation").refuseOthers());
    return fields.bool("stream").orElse(false);
  }

  private static void holdAnyway(Fields fields) {
    fields
        .only("truncation", CallerFields.isText(Set.of("disabled")))
        .only("service_tier", CallerFields.isText(Set.of("auto", "default")))
        .only("top_logprobs", value -> value.isInt() && value.intValue() == 0);
    for (var wanted : fields.items("include")) {
      if (!INCLUDABLE.contains(wanted.text())) {
        throw FieldFault.unsupported(wanted.path());
      }
    }
  }

  private static void keptByThePlatform(Fields fields) {
    fields.bool("store");
    fields.bool("background");
    fields.known(
        "model", "metadata", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention");
  }
}
