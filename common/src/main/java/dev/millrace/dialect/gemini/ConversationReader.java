package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.List;
import java.util.Set;

/** Reads a caller's body. */
final class ConversationReader {
  /** Those that block nothing, as holds at other providers, which have no such filters. */
  private static final Set<String> OPEN =
      Set.of("OFF", "BLOCK_NONE", "HARM_BLOCK_THRESHOLD_UNSPECIFIED");

  private static final Set<String> USUAL_TIERS = Set.of("unspecified", "standard");

  private ConversationReader() {}

  static Conversation read(ObjectNode body) {
    var fields = Fields.of(Canonical.of(body));
    var draft = Conversation.draft();
    fields
        .known("model", "labels", "store")
        .only("safetySettings", ConversationReader::blockNothing)
        .only("serviceTier", tier -> USUAL_TIERS.contains(tier.asText()));
    fields
        .optional("systemInstruction")
        .map(ConversationReader::instruction)
        .ifPresent(draft::turn);
    turns(fields, draft);
    ToolsReader.read(fields, draft);
    fields.object("generationConfig").ifPresent(config -> ConfigReader.read(config, draft));
    fields.refuseOthers();
    return draft.done();
  }

  private static void turns(Fields fields, Conversation.Draft draft) {
    var contents = fields.required("contents").items();
    if (contents.isEmpty()) {
      throw FieldFault.malformed("contents", "must not be empty");
    }
    var reader = new ContentReader();
    contents.forEach(content -> draft.turn(reader.read(content)));
  }

  private static boolean blockNothing(JsonNode settings) {
    for (var setting : settings) {
      if (!OPEN.contains(setting.path("threshold").asText())) {
        return false;
      }
    }
    return settings.isArray();
  }

  private static Turn instruction(Fields.Value instruction) {
    return new Turn(
        Role.SYSTEM,
        instruction.isText() ? List.of(new Part.Text(instruction.text())) : texts(instruction));
  }

  private static List<Part> texts(Fields.Value instruction) {
    var fields = instruction.object().known("role");
    var parts = fields.required("parts").items().stream().map(ConversationReader::text).toList();
    fields.refuseOthers();
    if (parts.isEmpty()) {
      throw FieldFault.malformed(fields.pathOf("parts"), "must not be empty");
    }
    return parts;
  }

  private static Part text(Fields.Value part) {
    var fields = part.object();
    var text = fields.optionalText("text");
    fields.refuseOthers();
    return new Part.Text(text.orElseGet(() -> fields.text("text")));
  }
}
