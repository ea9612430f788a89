package dev.millrace.dialect.chat;

import dev.millrace.conversation.Part;
import dev.millrace.dialect.CallArguments;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the model said before: thoughts, words and calls, in this order. */
final class AssistantReader {
  private AssistantReader() {}

  static List<Part> read(Fields message) {
    var parts = new ArrayList<Part>();
    thoughts(message).ifPresent(text -> parts.add(new Part.Reasoning(text, Optional.empty())));
    var content = message.optional("content");
    content.map(PartsReader::said).ifPresent(parts::addAll);
    message
        .optionalText("refusal")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Refusal(text)));
    message.items("tool_calls").forEach(call -> parts.add(call(call.object())));
    // Clients send back the message as they got it: sources that it named say nothing to a model.
    message.known("annotations");
    if (parts.isEmpty()) {
      throw FieldFault.malformed(
          message.pathOf("content"), "is missing, and so are 'refusal' and 'tool_calls'");
    }
    return withoutNothing(parts);
  }

  /** Servers have two names for them; those that send both mean the same. */
  private static Optional<String> thoughts(Fields message) {
    var content = message.optionalText("reasoning_content");
    var reasoning = message.optionalText("reasoning");
    return content.or(() -> reasoning).filter(text -> !text.isEmpty());
  }

  /** Clients send an empty content beside calls; alone it is what the model said. */
  private static List<Part> withoutNothing(List<Part> parts) {
    var something = parts.stream().filter(part -> !isNothing(part)).toList();
    return something.isEmpty() ? parts : something;
  }

  private static boolean isNothing(Part part) {
    return part instanceof Part.Text text && text.text().isEmpty();
  }

  private static Part call(Fields call) {
    call.only("type", value -> value.asText().equals("function"));
    var id = RequiredFields.name(call, "id");
    var function = call.required("function").object();
    var name = RequiredFields.name(function, "name");
    var arguments = function.optional("arguments").map(CallArguments::of);
    function.refuseOthers();
    var signature = CallSignature.read(call);
    // What is left over when a client has put a stream's calls together.
    call.known("index").refuseOthers();
    return new Part.ToolUse(id, name, arguments.orElse(CallArguments.NONE), signature);
  }
}
