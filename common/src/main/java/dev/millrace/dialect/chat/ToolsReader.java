package dev.millrace.dialect.chat;

import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import dev.millrace.dialect.openai.CallerFields;
import java.util.LinkedHashSet;

/** Reads what the model may call, and whether it has to. */
final class ToolsReader {
  private static final String FUNCTION = "function";
  private static final String WEB_SEARCH = "web_search";
  private static final Tool SEARCH = new Tool.Hosted(Tool.Kind.WEB_SEARCH);

  private ToolsReader() {}

  static void read(Fields body, Conversation.Draft draft) {
    var tools = new LinkedHashSet<Tool>();
    body.items("tools").forEach(tool -> tools.add(tool(tool.object())));
    body.object("web_search_options").ifPresent(options -> tools.add(search(options)));
    tools.forEach(draft::tool);
    body.optional("tool_choice").map(ToolsReader::choice).ifPresent(draft::toolChoice);
    body.bool("parallel_tool_calls").ifPresent(draft::parallelTools);
  }

  private static Tool tool(Fields tool) {
    var read =
        switch (tool.text("type")) {
          case FUNCTION -> function(tool.required(FUNCTION).object());
          case WEB_SEARCH, "web_search_preview" -> SEARCH;
          default -> throw FieldFault.unsupported(tool.pathOf("type"));
        };
    tool.known("cache_control").refuseOthers();
    return read;
  }

  /** A function by the name of {@code web_search} of which nothing more is said is hosted. */
  private static Tool function(Fields function) {
    var read =
        new Tool.Function(
            RequiredFields.name(function, "name"),
            function.optionalText("description"),
            function.optional("parameters").map(RequiredFields::schema),
            function.bool("strict"));
    function.refuseOthers();
    return read.name().equals(WEB_SEARCH)
            && read.description().isEmpty()
            && read.parameters().isEmpty()
        ? SEARCH
        : read;
  }

  private static Tool search(Fields options) {
    options.only("search_context_size", size -> size.asText().equals("medium")).refuseOthers();
    return SEARCH;
  }

  private static ToolChoice choice(Fields.Value choice) {
    return choice.isText() ? CallerFields.choice(choice) : named(choice.object());
  }

  private static ToolChoice named(Fields choice) {
    if (!choice.text("type").equals(FUNCTION)) {
      throw FieldFault.unsupported(choice.pathOf("type"));
    }
    var function = choice.required(FUNCTION).object();
    var name = RequiredFields.name(function, "name");
    function.refuseOthers();
    choice.refuseOthers();
    return new ToolChoice.Named(name);
  }
}
