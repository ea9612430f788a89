package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Sampling;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.Optional;
import java.util.Set;

/** Reads a caller's body. */
final class ConversationReader {
  private static final Set<String> USUAL_TIERS = Set.of("auto", "standard_only");

  private ConversationReader() {}

  static Conversation read(ObjectNode body) {
    var fields = Fields.of(body).known("model", "max_tokens");
    var draft = Conversation.draft();
    readPlatform(fields, draft);
    readTurns(fields, draft);
    ToolReader.read(fields, draft);
    ThinkingReader.read(fields).ifPresent(draft::reasoning);
    FormatReader.read(fields).ifPresent(draft::format);
    draft.sampling(sampling(fields)).streamed(fields.bool("stream").orElse(false));
    BodyCheck.maxTokens(body).ifPresent(draft::maxTokens);
    fields.refuseOthers();
    return draft.done();
  }

  /** What the platform keeps or does itself, and what only says what holds anyway. */
  private static void readPlatform(Fields fields, Conversation.Draft draft) {
    fields
        .known("cache_control")
        .only("service_tier", tier -> USUAL_TIERS.contains(tier.asText()))
        .only("speed", speed -> speed.asText().equals("standard"));
    fields
        .object("metadata")
        .flatMap(metadata -> metadata.optionalText("user_id"))
        .ifPresent(draft::user);
    fields.object("context_management").ifPresent(ConversationReader::checkThatNothingIsCleared);
  }

  /** Command-line clients send it with each call, to say that all thoughts are to be kept. */
  private static void checkThatNothingIsCleared(Fields management) {
    for (var item : management.items("edits")) {
      var edit = item.object();
      edit.only("type", type -> type.asText().equals("clear_thinking_20251015"))
          .only("keep", keep -> keep.path("type").asText(keep.asText()).equals("all"));
      if (!edit.has("keep")) {
        throw FieldFault.unsupported(item.path());
      }
      edit.refuseOthers();
    }
    management.refuseOthers();
  }

  private static void readTurns(Fields fields, Conversation.Draft draft) {
    fields
        .optional("system")
        .map(BlockReader::texts)
        .filter(texts -> !texts.isEmpty())
        .ifPresent(texts -> draft.turn(new Turn(Role.SYSTEM, texts)));
    var messages = fields.required("messages").items();
    if (messages.isEmpty()) {
      throw FieldFault.malformed("messages", "must hold at least one message");
    }
    var reader = new TurnReader();
    messages.forEach(message -> draft.turn(reader.read(message)));
  }

  private static Sampling sampling(Fields fields) {
    return new Sampling(
        share(fields, "temperature"),
        share(fields, "top_p"),
        fields.whole("top_k"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        fields.texts("stop_sequences"));
  }

  private static Optional<Double> share(Fields fields, String name) {
    var share = fields.number(name);
    if (share.filter(value -> value < 0 || value > 1).isPresent()) {
      throw FieldFault.malformed(name, "must be from 0 to 1");
    }
    return share;
  }
}
