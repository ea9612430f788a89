package dev.millrace.dialect.proxy;

import dev.millrace.conversation.Part;
import dev.millrace.dialect.CallArguments;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import dev.millrace.dialect.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what the model said before: the parts of the AI SDK, or the message as our own answers have
 * it, with {@code reasoning}, {@code content} and {@code toolCalls} beside each other.
 */
final class SaidReader {
  private SaidReader() {}

  static List<Part> read(Fields message) {
    var parts = new ArrayList<Part>();
    message.items("reasoning").forEach(thought -> parts.add(whole(thought, SaidReader::thought)));
    var content = message.optional("content");
    content.filter(said -> !isNothing(said)).map(SaidReader::parts).ifPresent(parts::addAll);
    message
        .optionalText("refusal")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Refusal(text)));
    message.items("toolCalls").forEach(call -> parts.add(whole(call, SaidReader::call)));
    // Clients send back the message as they got it: sources that it named say nothing to a model.
    message.known("sources");
    if (parts.isEmpty() && content.isPresent()) {
      return parts(content.get());
    }
    if (parts.isEmpty()) {
      throw FieldFault.malformed(message.pathOf("content"), "is missing, and so is 'toolCalls'");
    }
    return parts;
  }

  /** Nothing beside calls; alone it is what the model said. */
  private static boolean isNothing(Fields.Value content) {
    return content.isText() && content.text().isEmpty();
  }

  private static List<Part> parts(Fields.Value content) {
    return PartsReader.each(
        content,
        (type, part) ->
            switch (type) {
              case "text" -> PartsReader.text(part);
              case "reasoning" -> thought(part);
              case "tool-call" -> call(part);
              default -> throw PartsReader.unknown(part, "text, reasoning or tool-call");
            });
  }

  private static Part whole(Fields.Value item, Function<Fields, Part> read) {
    var fields = item.object().known("type");
    var part = read.apply(fields);
    fields.refuseOthers();
    return part;
  }

  private static Part thought(Fields part) {
    return new Part.Reasoning(part.text("text"), signature(part));
  }

  private static Part call(Fields part) {
    return new Part.ToolUse(
        RequiredFields.name(part, "toolCallId"),
        RequiredFields.name(part, "toolName"),
        part.optional("input").map(SaidReader::arguments).orElse(CallArguments.NONE),
        signature(part));
  }

  /** An object, or one as text. */
  private static String arguments(Fields.Value input) {
    return input.isObject() ? input.node().toString() : CallArguments.of(input);
  }

  /** The provider's proof as our answers have it, with the name of its protocol before it. */
  private static Optional<String> signature(Fields part) {
    return part.optional("signature")
        .map(
            value -> {
              if (!Signer.isSignature(value.text())) {
                throw FieldFault.malformed(
                    value.path(), "must be a signature as an answer of ours had it");
              }
              return value.text();
            });
  }
}
