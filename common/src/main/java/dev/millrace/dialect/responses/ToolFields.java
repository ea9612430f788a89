package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import dev.millrace.dialect.openai.CallerFields;

/**
 * What the model may call, and whether it has to.
 *
 * <p>This dialect takes functions as strict when nothing is said, the neutral conversation, as all
 * other dialects, as not strict. So {@code strict: false} is written where it says nothing, and
 * read as nothing said. A caller who says nothing here leaves it to the server, whose strictness
 * gives way where the schema does not allow it: that is read as nothing said too.
 */
final class ToolFields {
  private static final String FUNCTION = "function";
  private static final String TYPE = "type";

  private ToolFields() {}

  static void read(Fields body, Conversation.Draft draft) {
    body.items("tools").forEach(tool -> draft.tool(tool(tool.object())));
    body.optional("tool_choice").map(ToolFields::choice).ifPresent(draft::toolChoice);
    body.bool("parallel_tool_calls").ifPresent(draft::parallelTools);
  }

  private static Tool tool(Fields tool) {
    var read =
        switch (tool.text(TYPE)) {
          case FUNCTION -> function(tool);
          case "web_search",
              "web_search_2025_08_26",
              "web_search_preview",
              "web_search_preview_2025_03_11" ->
              search(tool);
          case "code_interpreter" -> interpreter(tool);
          default -> throw FieldFault.unsupported(tool.pathOf(TYPE));
        };
    tool.known("cache_control").refuseOthers();
    return read;
  }

  private static Tool function(Fields tool) {
    return new Tool.Function(
        RequiredFields.name(tool, "name"),
        tool.optionalText("description"),
        tool.optional("parameters").map(RequiredFields::schema),
        tool.bool("strict").filter(strict -> strict));
  }

  private static Tool search(Fields tool) {
    tool.only("search_context_size", size -> size.asText().equals("medium"));
    return new Tool.Hosted(Tool.Kind.WEB_SEARCH);
  }

  private static Tool interpreter(Fields tool) {
    var container = tool.required("container");
    if (container.isText()) {
      throw FieldFault.unsupported(
          container.path(), "names a container that this model's provider does not have");
    }
    container
        .object()
        .only(TYPE, type -> type.asText().equals("auto"))
        .only("file_ids", JsonNode::isEmpty)
        .refuseOthers();
    return new Tool.Hosted(Tool.Kind.CODE_EXECUTION);
  }

  private static ToolChoice choice(Fields.Value choice) {
    return choice.isText() ? CallerFields.choice(choice) : named(choice.object());
  }

  private static ToolChoice named(Fields choice) {
    if (!choice.text(TYPE).equals(FUNCTION)) {
      throw FieldFault.unsupported(choice.pathOf(TYPE));
    }
    var named = new ToolChoice.Named(RequiredFields.name(choice, "name"));
    choice.refuseOthers();
    return named;
  }

  static void write(Conversation conversation, ObjectNode body) {
    if (!conversation.tools().isEmpty()) {
      var tools = body.putArray("tools");
      conversation.tools().forEach(tool -> write(tool, tools.addObject()));
    }
    conversation.toolChoice().ifPresent(choice -> write(choice, body));
    conversation
        .parallelTools()
        .filter(allowed -> !conversation.tools().isEmpty())
        .ifPresent(allowed -> body.put("parallel_tool_calls", allowed));
  }

  private static void write(Tool tool, ObjectNode wire) {
    switch (tool) {
      case Tool.Function function -> write(function, wire);
      case Tool.Hosted(var kind) -> write(kind, wire);
    }
  }

  /** The parameters are named even where there are none: the field is a required one. */
  private static void write(Tool.Function function, ObjectNode wire) {
    wire.put(TYPE, FUNCTION).put("name", function.name());
    function.description().ifPresent(text -> wire.put("description", text));
    wire.set("parameters", function.parameters().orElse(null));
    wire.put("strict", function.strict().orElse(false));
  }

  private static void write(Tool.Kind kind, ObjectNode wire) {
    switch (kind) {
      case WEB_SEARCH -> wire.put(TYPE, "web_search");
      case CODE_EXECUTION ->
          wire.put(TYPE, "code_interpreter").putObject("container").put(TYPE, "auto");
    }
  }

  private static void write(ToolChoice choice, ObjectNode body) {
    switch (choice) {
      case ToolChoice.Auto any -> body.put("tool_choice", "auto");
      case ToolChoice.None none -> body.put("tool_choice", "none");
      case ToolChoice.Required one -> body.put("tool_choice", "required");
      case ToolChoice.Named(var name) ->
          body.putObject("tool_choice").put(TYPE, FUNCTION).put("name", name);
    }
  }
}
