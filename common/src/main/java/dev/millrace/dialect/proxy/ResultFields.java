package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Part;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.List;

/**
 * What a tool answered, as {@code output} says it: a text, or {@code type} and {@code value} as the
 * AI SDK has them. Values of JSON go to the model as text.
 */
final class ResultFields {
  private static final String TYPE = "type";
  private static final String VALUE = "value";
  private static final String OUTPUT = "output";

  private ResultFields() {}

  static Part.ToolResult read(String id, Fields part) {
    var output = part.required(OUTPUT);
    return output.isText() ? text(id, output, false) : ofObject(id, output.object());
  }

  private static Part.ToolResult ofObject(String id, Fields output) {
    var value = output.required(VALUE);
    var result =
        switch (output.text(TYPE)) {
          case "text" -> text(id, value, false);
          case "error-text" -> text(id, value, true);
          case "json" -> result(id, value.node().toString(), false);
          case "error-json" -> result(id, value.node().toString(), true);
          case "content" -> new Part.ToolResult(id, PartsReader.shown(value), false);
          default ->
              throw FieldFault.malformed(
                  output.pathOf(TYPE), "must be text, json, error-text, error-json or content");
        };
    output.refuseOthers();
    return result;
  }

  private static Part.ToolResult text(String id, Fields.Value value, boolean failed) {
    return result(id, value.text(), failed);
  }

  private static Part.ToolResult result(String id, String text, boolean failed) {
    return new Part.ToolResult(id, List.of(new Part.Text(text)), failed);
  }

  /** A failure is told in words alone here. */
  static void write(Part.ToolResult result, ObjectNode part) {
    var output = part.put(TYPE, "tool-result").put("toolCallId", result.id()).putObject(OUTPUT);
    if (result.content().size() == 1
        && result.content().getFirst() instanceof Part.Text(var text)) {
      output.put(TYPE, result.failed() ? "error-text" : "text").put(VALUE, text);
    } else {
      var content = output.put(TYPE, "content").putArray(VALUE);
      result.content().forEach(one -> PartsWriter.write(one, content));
    }
  }
}
