package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;

/** Writes {@code tools} and {@code toolConfig}. */
final class ToolsWriter {
  private final ArrayNode functions = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode tools = JsonNodeFactory.instance.arrayNode();
  private final ToolChoice choice;
  private boolean strict;

  private ToolsWriter(ToolChoice choice) {
    this.choice = choice;
  }

  static void write(Conversation conversation, ObjectNode body) {
    if (conversation.parallelTools().filter(allowed -> !allowed).isPresent()) {
      throw new InexpressibleException(
          Feature.PARALLEL_TOOLS,
          "cannot be switched off at this model's provider; leave it out, or use another model");
    }
    var writer = new ToolsWriter(conversation.toolChoice().orElseGet(ToolChoice.Auto::new));
    conversation.tools().forEach(writer::add);
    writer.put(body, conversation.toolChoice().isPresent());
  }

  private void add(Tool tool) {
    switch (tool) {
      case Tool.Function function -> functions.add(declared(function));
      case Tool.Hosted hosted -> hosted(hosted.kind());
    }
  }

  private ObjectNode declared(Tool.Function function) {
    var declared = JsonNodeFactory.instance.objectNode().put("name", function.name());
    function.description().ifPresent(text -> declared.put("description", text));
    function.parameters().ifPresent(schema -> declared.set("parametersJsonSchema", schema));
    strict |= function.strict().orElse(false);
    return declared;
  }

  /** The choice speaks of functions alone: a hosted tool that must not be used is not offered. */
  private void hosted(Tool.Kind kind) {
    if (choice instanceof ToolChoice.None) {
      return;
    }
    switch (kind) {
      case WEB_SEARCH -> tools.addObject().putObject("googleSearch");
      case CODE_EXECUTION -> tools.addObject().putObject("codeExecution");
    }
  }

  private void put(ObjectNode body, boolean chosen) {
    if (!functions.isEmpty()) {
      tools.insertObject(0).set("functionDeclarations", functions);
    }
    if (!tools.isEmpty()) {
      body.set("tools", tools);
    }
    if (!functions.isEmpty() && (chosen || strict)) {
      choose(body.putObject("toolConfig").putObject("functionCallingConfig"));
    } else if (functions.isEmpty()) {
      requireNothing();
    }
  }

  /** Only calls of functions can be told to fit their schemas. */
  private void choose(ObjectNode calling) {
    switch (choice) {
      case ToolChoice.Auto auto -> calling.put("mode", strict ? "VALIDATED" : "AUTO");
      case ToolChoice.None none -> calling.put("mode", "NONE");
      case ToolChoice.Required required -> calling.put("mode", "ANY");
      case ToolChoice.Named named ->
          calling.put("mode", "ANY").putArray("allowedFunctionNames").add(named.name());
    }
  }

  /** A configuration without functions is refused; what holds anyway needs none. */
  private void requireNothing() {
    switch (choice) {
      case ToolChoice.Auto auto -> {}
      case ToolChoice.None none -> {}
      case ToolChoice.Required required -> throw unknown();
      case ToolChoice.Named named -> throw unknown();
    }
  }

  private static InexpressibleException unknown() {
    return new InexpressibleException(
        Feature.TOOL_CHOICE, "can only demand one of the request's functions at this provider");
  }
}
