package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Tool;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code tools} and {@code toolConfig}. */
final class ToolsReader {
  private final Optional<Boolean> strict;
  private final List<Tool> tools = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private ToolsReader(Optional<Boolean> strict) {
    this.strict = strict;
  }

  static void read(Fields body, Conversation.Draft draft) {
    var config = body.object("toolConfig");
    var calling = config.flatMap(object -> object.object("functionCallingConfig"));
    var mode = calling.flatMap(object -> object.optionalText("mode")).orElse("MODE_UNSPECIFIED");
    // A call that has to fit its schema to the letter is asked for here of all functions at once.
    var reader = new ToolsReader(Optional.of(true).filter(yes -> mode.equals("VALIDATED")));
    body.items("tools").forEach(tool -> reader.add(tool.object()));
    reader.tools.forEach(draft::tool);
    calling.flatMap(object -> reader.choice(mode, object)).ifPresent(draft::toolChoice);
    calling.ifPresent(Fields::refuseOthers);
    config.ifPresent(
        object ->
            object
                .only("includeServerSideToolInvocations", wanted -> !wanted.asBoolean())
                .refuseOthers());
  }

  private void add(Fields tool) {
    tool.items("functionDeclarations").forEach(function -> tools.add(function(function.object())));
    hosted(tool, "googleSearch", Tool.Kind.WEB_SEARCH);
    hosted(tool, "googleSearchRetrieval", Tool.Kind.WEB_SEARCH);
    hosted(tool, "codeExecution", Tool.Kind.CODE_EXECUTION);
    tool.refuseOthers();
  }

  private void hosted(Fields tool, String name, Tool.Kind kind) {
    tool.object(name)
        .ifPresent(
            settings -> {
              settings.refuseOthers();
              tools.add(new Tool.Hosted(kind));
            });
  }

  private Tool.Function function(Fields function) {
    var name = function.text("name");
    if (name.isEmpty() || !names.add(name)) {
      throw FieldFault.malformed(
          function.pathOf("name"), name.isEmpty() ? "must not be empty" : "is there twice");
    }
    var read =
        new Tool.Function(
            name,
            function.optionalText("description"),
            SchemaReader.read(function, "parameters", "parametersJsonSchema"),
            strict);
    function.only("behavior", ToolsReader::waits).refuseOthers();
    return read;
  }

  private static boolean waits(JsonNode behavior) {
    return behavior.asText().equals("BLOCKING") || behavior.asText().equals("UNSPECIFIED");
  }

  private Optional<ToolChoice> choice(String mode, Fields calling) {
    var allowed = allowed(mode, calling);
    return switch (mode) {
      case "MODE_UNSPECIFIED" -> Optional.empty();
      case "AUTO", "VALIDATED" -> Optional.of(all(allowed, calling, new ToolChoice.Auto()));
      case "NONE" -> Optional.of(new ToolChoice.None());
      case "ANY" ->
          Optional.of(
              allowed.size() == 1
                  ? new ToolChoice.Named(allowed.iterator().next())
                  : all(allowed, calling, new ToolChoice.Required()));
      default ->
          throw FieldFault.malformed(
              calling.pathOf("mode"), "must be AUTO, ANY, NONE or VALIDATED");
    };
  }

  /** The functions that may be called; none when all may. */
  private Set<String> allowed(String mode, Fields calling) {
    var allowed = Set.copyOf(calling.texts("allowedFunctionNames"));
    var path = calling.pathOf("allowedFunctionNames");
    if (!names.containsAll(allowed)) {
      throw FieldFault.malformed(path, "names a function that is not declared");
    }
    if (!allowed.isEmpty() && !mode.equals("ANY") && !mode.equals("VALIDATED")) {
      throw FieldFault.malformed(path, "needs the mode ANY or VALIDATED");
    }
    return allowed;
  }

  /** Other providers may be told of one function or of all, not of some. */
  private ToolChoice all(Set<String> allowed, Fields calling, ToolChoice choice) {
    if (!allowed.isEmpty() && !allowed.equals(names)) {
      throw FieldFault.unsupported(
          calling.pathOf("allowedFunctionNames"),
          "names some of several functions, which this model's provider cannot be told; name one,"
              + " or declare fewer");
    }
    return choice;
  }
}
