package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Transcript;
import java.util.Optional;

/** Writes a part of a message. */
final class PartsWriter {
  private static final String TYPE = "type";

  private PartsWriter() {}

  static void write(Part part, ArrayNode content) {
    var wire = content.addObject();
    switch (part) {
      case Part.Text(var text) -> wire.put(TYPE, "text").put("text", text);
      case Part.Image(var source, var detail) -> wire.put(TYPE, "image").put("image", uri(source));
      case Part.Document document -> document(document, wire);
      case Part.Reasoning(var text, var signature) ->
          thought(text, signature, wire.put(TYPE, "reasoning"));
      case Part.Refusal(var text) -> wire.put(TYPE, "text").put("text", text);
      case Part.ToolUse call ->
          call(
              new Transcript.Tool(call.id(), call.name(), call.arguments()),
              call.signature(),
              wire.put(TYPE, "tool-call"));
      case Part.ToolResult result -> ResultFields.write(result, wire);
    }
  }

  private static void document(Part.Document document, ObjectNode wire) {
    wire.put(TYPE, "file").put("data", uri(document.source()));
    wire.put(
        "mediaType",
        switch (document.source()) {
          case Part.Source.Url url -> "application/octet-stream";
          case Part.Source.Data data -> data.mediaType();
        });
    document.name().ifPresent(name -> wire.put("filename", name));
  }

  private static String uri(Part.Source source) {
    return switch (source) {
      case Part.Source.Url(var url) -> url;
      case Part.Source.Data data -> data.dataUri();
    };
  }

  static void thought(String text, Optional<String> signature, ObjectNode wire) {
    wire.put("text", text);
    signature.ifPresent(proof -> wire.put("signature", proof));
  }

  /** Arguments that are no object, which only an answer can have, stay the text that they are. */
  static void call(Transcript.Tool tool, Optional<String> signature, ObjectNode wire) {
    wire.put("toolCallId", tool.id()).put("toolName", tool.name());
    CallInput.put(tool.arguments(), wire);
    signature.ifPresent(proof -> wire.put("signature", proof));
  }
}
