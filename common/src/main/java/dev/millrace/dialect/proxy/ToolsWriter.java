package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;

/** Writes what the model may call, and whether it has to. */
final class ToolsWriter {
  private ToolsWriter() {}

  static void write(Conversation conversation, ObjectNode options) {
    if (!conversation.tools().isEmpty()) {
      var tools = options.putArray("tools");
      conversation.tools().forEach(tool -> write(tool, tools));
    }
    conversation.toolChoice().ifPresent(choice -> write(choice, options));
    conversation
        .parallelTools()
        .ifPresent(allowed -> options.put("parallelToolCalls", allowed.booleanValue()));
  }

  private static void write(Tool tool, ArrayNode tools) {
    var wire = tools.addObject();
    switch (tool) {
      case Tool.Function function -> {
        wire.put("type", "function").put("name", function.name());
        function.description().ifPresent(text -> wire.put("description", text));
        function.parameters().ifPresent(schema -> wire.set("inputSchema", schema));
        function.strict().ifPresent(strict -> wire.put("strict", strict));
      }
      case Tool.Hosted(var kind) ->
          wire.put(
              "type",
              switch (kind) {
                case WEB_SEARCH -> "web-search";
                case CODE_EXECUTION -> "code-execution";
              });
    }
  }

  private static void write(ToolChoice choice, ObjectNode options) {
    var field = "toolChoice";
    switch (choice) {
      case ToolChoice.Auto auto -> options.put(field, "auto");
      case ToolChoice.None none -> options.put(field, "none");
      case ToolChoice.Required required -> options.put(field, "required");
      case ToolChoice.Named(var name) ->
          options.putObject(field).put("type", "tool").put("toolName", name);
    }
  }
}
