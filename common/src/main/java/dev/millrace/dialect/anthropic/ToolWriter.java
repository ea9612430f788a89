package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import java.util.Optional;

/** Writes tools and which of them are to be called. */
final class ToolWriter {
  private ToolWriter() {}

  static void write(Conversation conversation, ObjectNode body) {
    if (!conversation.tools().isEmpty()) {
      var tools = body.putArray("tools");
      conversation.tools().forEach(tool -> tools.add(tool(tool)));
    }
    choice(conversation).ifPresent(choice -> body.set("tool_choice", choice));
  }

  private static ObjectNode tool(Tool tool) {
    return switch (tool) {
      case Tool.Hosted hosted -> hosted(hosted.kind());
      case Tool.Function function -> function(function);
    };
  }

  private static ObjectNode hosted(Tool.Kind kind) {
    return switch (kind) {
      case WEB_SEARCH -> named("web_search").put("type", "web_search_20250305");
      case CODE_EXECUTION -> named("code_execution").put("type", "code_execution_20250825");
    };
  }

  private static ObjectNode function(Tool.Function function) {
    var tool = named(function.name());
    function.description().ifPresent(text -> tool.put("description", text));
    tool.set("input_schema", schema(function.parameters()));
    function.strict().ifPresent(strict -> tool.put("strict", strict));
    return tool;
  }

  /** It has to say that it is of an object, even where there is nothing in it. */
  private static JsonNode schema(Optional<JsonNode> parameters) {
    if (parameters.isEmpty()) {
      var none = JsonNodeFactory.instance.objectNode().put("type", "object");
      return none.set("properties", none.objectNode());
    }
    var schema = parameters.orElseThrow();
    return schema instanceof ObjectNode object && !object.has("type")
        ? object.deepCopy().put("type", "object")
        : schema;
  }

  private static ObjectNode named(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name);
  }

  /** Without tools it may not be given, and only a call that is demanded would mean anything. */
  private static Optional<ObjectNode> choice(Conversation conversation) {
    var asked = conversation.toolChoice();
    boolean free = asked.isEmpty() || isFree(asked.orElseThrow());
    boolean single = conversation.parallelTools().filter(parallel -> !parallel).isPresent();
    if (free && (conversation.tools().isEmpty() || (asked.isEmpty() && !single))) {
      return Optional.empty();
    }
    var choice = choice(asked.orElseGet(ToolChoice.Auto::new));
    if (!choice.path("type").asText().equals("none")) {
      conversation
          .parallelTools()
          .ifPresent(parallel -> choice.put("disable_parallel_tool_use", !parallel));
    }
    return Optional.of(choice);
  }

  private static boolean isFree(ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Auto auto -> true;
      case ToolChoice.None none -> true;
      case ToolChoice.Required any -> false;
      case ToolChoice.Named named -> false;
    };
  }

  private static ObjectNode choice(ToolChoice choice) {
    var node = JsonNodeFactory.instance.objectNode();
    return switch (choice) {
      case ToolChoice.Auto auto -> node.put("type", "auto");
      case ToolChoice.None none -> node.put("type", "none");
      case ToolChoice.Required any -> node.put("type", "any");
      case ToolChoice.Named named -> node.put("type", "tool").put("name", named.name());
    };
  }
}
