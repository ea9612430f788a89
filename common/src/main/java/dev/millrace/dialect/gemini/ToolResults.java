package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.dialect.CallArguments;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a tool answered is an object here: that of the tool's own, or one with a single field that
 * says whether it went well. Pictures lie beside it.
 */
final class ToolResults {
  private static final String OUTPUT = "output";
  private static final String ERROR = "error";

  private ToolResults() {}

  static Part.ToolResult read(String call, Fields result) {
    var response =
        result.object("response").isPresent()
            ? result.required("response").node()
            : JsonNodeFactory.instance.objectNode();
    boolean failed = response.size() == 1 && response.hasNonNull(ERROR);
    var content = new ArrayList<Part>();
    content.add(new Part.Text(text(response, failed)));
    result.items("parts").forEach(part -> content.add(medium(part.object())));
    return new Part.ToolResult(call, content, failed);
  }

  private static String text(JsonNode response, boolean failed) {
    var only = response.path(failed ? ERROR : OUTPUT);
    if (response.size() == 1 && only.isTextual()) {
      return only.textValue();
    }
    return failed ? only.toString() : response.toString();
  }

  private static Part medium(Fields part) {
    var medium =
        MediumReader.read(part)
            .orElseThrow(() -> FieldFault.malformed(part.path(), "must have inlineData"));
    part.refuseOthers();
    return medium;
  }

  static ObjectNode write(Part.ToolResult result, String name) {
    var written = JsonNodeFactory.instance.objectNode();
    written.put("id", result.id()).put("name", name);
    written.set("response", response(result));
    for (var part : result.content()) {
      medium(part).ifPresent(medium -> written.withArrayProperty("parts").add(medium));
    }
    return written;
  }

  private static ObjectNode response(Part.ToolResult result) {
    var text =
        result.content().stream()
            .filter(Part.Text.class::isInstance)
            .map(part -> ((Part.Text) part).text())
            .collect(Collectors.joining("\n"));
    var object = CallArguments.object(text).filter(own -> !text.isBlank());
    if (!result.failed()) {
      return object.orElseGet(() -> JsonNodeFactory.instance.objectNode().put(OUTPUT, text));
    }
    var error = JsonNodeFactory.instance.objectNode();
    object.ifPresentOrElse(own -> error.set(ERROR, own), () -> error.put(ERROR, text));
    return error;
  }

  private static Optional<ObjectNode> medium(Part part) {
    return switch (part) {
      case Part.Text text -> Optional.empty();
      case Part.Image image -> Optional.of(MediumWriter.write(image));
      case Part.Document document -> Optional.of(MediumWriter.write(document));
      case Part.Reasoning reasoning -> throw misplaced();
      case Part.Refusal refusal -> throw misplaced();
      case Part.ToolUse use -> throw misplaced();
      case Part.ToolResult inner -> throw misplaced();
    };
  }

  private static InexpressibleException misplaced() {
    return new InexpressibleException(
        Feature.TOOL_RESULT, "takes texts, pictures and documents as a tool's result");
  }
}
