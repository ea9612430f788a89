package dev.millrace.dialect.proxy;

import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import dev.millrace.dialect.openai.CallerFields;

/** Reads what the model may call, and whether it has to. */
final class ToolsReader {
  private ToolsReader() {}

  static void read(Fields options, Conversation.Draft draft) {
    options.items("tools").forEach(tool -> draft.tool(tool(tool.object())));
    options.optional("toolChoice").map(ToolsReader::choice).ifPresent(draft::toolChoice);
    options.bool("parallelToolCalls").ifPresent(draft::parallelTools);
  }

  private static Tool tool(Fields tool) {
    var read =
        switch (tool.optionalText("type").orElse("function")) {
          case "function" -> function(tool);
          case "web-search" -> new Tool.Hosted(Tool.Kind.WEB_SEARCH);
          case "code-execution" -> new Tool.Hosted(Tool.Kind.CODE_EXECUTION);
          default ->
              throw FieldFault.malformed(
                  tool.pathOf("type"), "must be function, web-search or code-execution");
        };
    tool.refuseOthers();
    return read;
  }

  private static Tool function(Fields tool) {
    return new Tool.Function(
        RequiredFields.name(tool, "name"),
        tool.optionalText("description"),
        tool.optional("inputSchema").map(RequiredFields::schema),
        tool.bool("strict"));
  }

  /** A word; or an object of that type, as the AI SDK has it. */
  private static ToolChoice choice(Fields.Value choice) {
    return choice.isText() ? CallerFields.choice(choice) : ofObject(choice.object());
  }

  private static ToolChoice ofObject(Fields choice) {
    var type = choice.required("type");
    var read =
        type.text().equals("tool")
            ? new ToolChoice.Named(RequiredFields.name(choice, "toolName"))
            : CallerFields.choice(type);
    choice.refuseOthers();
    return read;
  }
}
