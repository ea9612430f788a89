package dev.millrace.dialect.gemini;

import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the turns of one conversation, in order. */
final class ContentReader {
  private final CallBook calls = new CallBook();

  Turn read(Fields.Value content) {
    var fields = content.object();
    var role = role(fields);
    var parts = new ArrayList<Part>();
    fields.required("parts").items().forEach(part -> add(part.object(), role, parts));
    fields.refuseOthers();
    if (parts.isEmpty()) {
      throw FieldFault.malformed(fields.pathOf("parts"), "must not be empty");
    }
    return new Turn(role, parts);
  }

  /** Results may come in a role of their own; a question alone needs none. */
  private static Role role(Fields fields) {
    return switch (fields.optionalText("role").orElse("user")) {
      case "user", "function" -> Role.USER;
      case "model" -> Role.ASSISTANT;
      default ->
          throw FieldFault.malformed(
              fields.pathOf("role"), "must be 'user', 'model' or 'function'");
    };
  }

  private void add(Fields part, Role role, List<Part> parts) {
    var signature =
        part.optionalText("thoughtSignature").filter(Signatures::isReal).map(Signatures::heard);
    if (part.has("functionCall")) {
      parts.add(call(part, role, signature));
    } else if (part.has("functionResponse")) {
      parts.add(result(part, role));
    } else if (part.has("text")) {
      words(part, signature, parts);
    } else {
      parts.add(medium(part, role));
    }
    part.refuseOthers();
  }

  /** Signed words that are no thought are words and an empty thought that is signed. */
  private static void words(Fields part, Optional<String> signature, List<Part> parts) {
    var text = part.text("text");
    if (part.bool("thought").orElse(false)) {
      parts.add(new Part.Reasoning(text, signature));
      return;
    }
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text));
    }
    signature.ifPresent(proof -> parts.add(new Part.Reasoning("", Optional.of(proof))));
  }

  private static Part medium(Fields part, Role role) {
    if (role == Role.ASSISTANT && (part.has("inlineData") || part.has("fileData"))) {
      throw FieldFault.unsupported(part.path());
    }
    return MediumReader.read(part)
        .orElseGet(
            () -> {
              part.known("thought").refuseOthers();
              throw FieldFault.malformed(part.path(), "must have text, data or a call in it");
            });
  }

  private Part call(Fields part, Role role, Optional<String> signature) {
    var call = part.object("functionCall").orElseThrow();
    if (role != Role.ASSISTANT) {
      throw FieldFault.malformed(call.path(), "must come in a turn of the role 'model'");
    }
    part.only("thought", flag -> !flag.asBoolean());
    call.only("willContinue", more -> !more.asBoolean());
    var name = named(call);
    var arguments =
        call.object("args").isPresent() ? call.required("args").node().toString() : "{}";
    var id = calls.called(call.optionalText("id").filter(text -> !text.isEmpty()), name);
    call.refuseOthers();
    return new Part.ToolUse(id, name, arguments, signature);
  }

  private Part result(Fields part, Role role) {
    var result = part.object("functionResponse").orElseThrow();
    if (role != Role.USER) {
      throw FieldFault.malformed(result.path(), "must come in a turn of the role 'user'");
    }
    part.only("thought", flag -> !flag.asBoolean());
    result.only("willContinue", more -> !more.asBoolean());
    var name = named(result);
    var id = result.optionalText("id").filter(text -> !text.isEmpty());
    var call = calls.answered(id, name).orElseThrow(() -> uncalled(result, id.isPresent()));
    var read = ToolResults.read(call, result);
    result.refuseOthers();
    return read;
  }

  private static String named(Fields call) {
    var name = call.text("name");
    if (name.isEmpty()) {
      throw FieldFault.malformed(call.pathOf("name"), "must not be empty");
    }
    return name;
  }

  private static RuntimeException uncalled(Fields result, boolean byId) {
    return FieldFault.malformed(
        result.pathOf(byId ? "id" : "name"), "answers no functionCall that came before it");
  }
}
