package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.Optional;

/** Reads tools and which of them are to be called. */
final class ToolReader {
  /** How RunAPI's callers ask for a hosted search. */
  private static final String SEARCH = "googleSearch";

  private ToolReader() {}

  static void read(Fields fields, Conversation.Draft draft) {
    fields.items("tools").forEach(tool -> draft.tool(tool(tool)));
    fields.object("tool_choice").ifPresent(choice -> readChoice(choice, draft));
  }

  private static Tool tool(Fields.Value value) {
    var fields = value.object().known("cache_control");
    var type = fields.optionalText("type").orElse("custom");
    var tool =
        switch (type) {
          case "custom" -> custom(fields);
          case "function" -> function(fields.required("function").object());
          default -> hosted(type, fields);
        };
    fields.refuseOthers();
    return tool;
  }

  /** How eagerly its input is streamed is a matter of speed alone. */
  private static Tool custom(Fields fields) {
    fields
        .known("eager_input_streaming")
        .only("defer_loading", deferred -> !deferred.asBoolean())
        .only(
            "allowed_callers",
            callers -> callers.size() == 1 && callers.path(0).asText().equals("direct"));
    var name = fields.text("name");
    if (name.equals(SEARCH) && !fields.has("input_schema")) {
      fields.known("description");
      return new Tool.Hosted(Tool.Kind.WEB_SEARCH);
    }
    var schema = fields.required("input_schema");
    if (!schema.isObject()) {
      throw FieldFault.malformed(schema.path(), "must be an object");
    }
    return new Tool.Function(
        name,
        fields.optionalText("description"),
        Optional.of(schema.node()),
        fields.bool("strict"));
  }

  private static Tool function(Fields function) {
    var name = function.required("name");
    if (!name.text().equals(SEARCH)) {
      throw FieldFault.unsupported(
          name.path(), "is no function that is known here; give tools as {name, input_schema}");
    }
    function.known("description", "parameters").refuseOthers();
    return new Tool.Hosted(Tool.Kind.WEB_SEARCH);
  }

  private static Tool hosted(String type, Fields fields) {
    fields.known("name");
    if (type.startsWith("web_search_")) {
      return new Tool.Hosted(Tool.Kind.WEB_SEARCH);
    }
    if (type.startsWith("code_execution_")) {
      return new Tool.Hosted(Tool.Kind.CODE_EXECUTION);
    }
    throw FieldFault.unsupported(fields.pathOf("type"));
  }

  private static void readChoice(Fields choice, Conversation.Draft draft) {
    var type = choice.required("type");
    draft.toolChoice(
        switch (type.text()) {
          case "auto" -> new ToolChoice.Auto();
          case "any" -> new ToolChoice.Required();
          case "none" -> new ToolChoice.None();
          case "tool" -> new ToolChoice.Named(choice.text("name"));
          default -> throw FieldFault.malformed(type.path(), "must be auto, any, tool or none");
        });
    choice.bool("disable_parallel_tool_use").ifPresent(disabled -> draft.parallelTools(!disabled));
    choice.refuseOthers();
  }
}
