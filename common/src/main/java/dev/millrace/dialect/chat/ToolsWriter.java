package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;

/**
 * Writes what the model may call. Its choice, and whether it may call several at once, are refused
 * by servers where no function is given, and so are said only beside functions.
 */
final class ToolsWriter {
  private static final String TYPE = "type";
  private static final String FUNCTION = "function";

  private ToolsWriter() {}

  static void write(Conversation conversation, ObjectNode body) {
    var functions = JsonNodeFactory.instance.arrayNode();
    for (var tool : conversation.tools()) {
      switch (tool) {
        case Tool.Function function -> write(function, functions);
        case Tool.Hosted hosted -> write(hosted.kind(), conversation, body);
      }
    }
    if (functions.isEmpty()) {
      conversation.toolChoice().ifPresent(ToolsWriter::requireNoFunction);
      return;
    }
    body.set("tools", functions);
    conversation.toolChoice().ifPresent(choice -> write(choice, body));
    conversation
        .parallelTools()
        .ifPresent(allowed -> body.put("parallel_tool_calls", allowed.booleanValue()));
  }

  private static void write(Tool.Function function, ArrayNode tools) {
    var wire = tools.addObject().put(TYPE, FUNCTION).putObject(FUNCTION);
    wire.put("name", function.name());
    function.description().ifPresent(text -> wire.put("description", text));
    function.parameters().ifPresent(schema -> wire.set("parameters", schema));
    function.strict().ifPresent(strict -> wire.put("strict", strict));
  }

  /** A tool that must not be called is as good as none: servers search whatever the choice says. */
  private static void write(Tool.Kind kind, Conversation conversation, ObjectNode body) {
    switch (kind) {
      case WEB_SEARCH -> {
        if (conversation.toolChoice().filter(ToolChoice.None.class::isInstance).isEmpty()) {
          body.putObject("web_search_options");
        }
      }
      case CODE_EXECUTION ->
          throw new InexpressibleException(
              Feature.HOSTED_TOOL, "asks for running code, which this model's provider cannot");
    }
  }

  private static void requireNoFunction(ToolChoice choice) {
    switch (choice) {
      case ToolChoice.Auto auto -> {}
      case ToolChoice.None none -> {}
      case ToolChoice.Required required -> throw withoutFunction();
      case ToolChoice.Named named -> throw withoutFunction();
    }
  }

  private static InexpressibleException withoutFunction() {
    return new InexpressibleException(
        Feature.TOOL_CHOICE, "may ask only for functions of the caller's own for this model");
  }

  private static void write(ToolChoice choice, ObjectNode body) {
    var field = "tool_choice";
    switch (choice) {
      case ToolChoice.Auto auto -> body.put(field, "auto");
      case ToolChoice.None none -> body.put(field, "none");
      case ToolChoice.Required required -> body.put(field, "required");
      case ToolChoice.Named named ->
          body.putObject(field).put(TYPE, FUNCTION).putObject(FUNCTION).put("name", named.name());
    }
  }
}
