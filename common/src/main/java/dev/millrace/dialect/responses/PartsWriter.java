package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import java.util.List;

/** Writes content: one text alone as a text, all else as a list of parts. */
final class PartsWriter {
  private PartsWriter() {}

  /** Of a message. */
  static JsonNode content(List<Part> said, Role role) {
    if (isOneText(said)) {
      return text(said);
    }
    var parts = JsonNodeFactory.instance.arrayNode();
    said.forEach(part -> parts.add(role == Role.ASSISTANT ? ofModel(part) : ofOthers(part)));
    return parts;
  }

  /** Of what a tool answered. */
  static JsonNode output(List<Part> content) {
    if (isOneText(content)) {
      return text(content);
    }
    var parts = JsonNodeFactory.instance.arrayNode();
    content.forEach(part -> parts.add(ofOthers(part)));
    return parts.isEmpty() ? TextNode.valueOf("") : parts;
  }

  private static boolean isOneText(List<Part> parts) {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Text;
  }

  private static JsonNode text(List<Part> parts) {
    return TextNode.valueOf(((Part.Text) parts.getFirst()).text());
  }

  private static ObjectNode ofModel(Part part) {
    return switch (part) {
      case Part.Text(var text) -> OutputPart.text(text);
      case Part.Refusal(var text) -> OutputPart.refusal(text);
      case Part.Image image -> throw refusal(Feature.IMAGE, "cannot be in the model's turns");
      case Part.Document file -> throw refusal(Feature.DOCUMENT, "cannot be in the model's turns");
      case Part.Reasoning thought -> throw misplaced();
      case Part.ToolUse call -> throw misplaced();
      case Part.ToolResult result -> throw misplaced();
    };
  }

  private static ObjectNode ofOthers(Part part) {
    return switch (part) {
      case Part.Text(var text) -> Wire.object().put("type", "input_text").put("text", text);
      case Part.Image image -> image(image);
      case Part.Document document -> document(document);
      case Part.Refusal refusal -> throw misplaced();
      case Part.Reasoning thought -> throw misplaced();
      case Part.ToolUse call -> throw misplaced();
      case Part.ToolResult result -> throw misplaced();
    };
  }

  /** The detail is always named: the field is a required one. */
  private static ObjectNode image(Part.Image image) {
    return Wire.object()
        .put("type", "input_image")
        .put("image_url", uri(image.source()))
        .put("detail", image.detail().orElse("auto"));
  }

  /** Data has to have a name; what has a URL has none. */
  private static ObjectNode document(Part.Document document) {
    var wire = Wire.object().put("type", "input_file");
    return switch (document.source()) {
      case Part.Source.Url(var url) -> wire.put("file_url", url);
      case Part.Source.Data data ->
          wire.put("filename", document.name().orElse("document")).put("file_data", data.dataUri());
    };
  }

  private static String uri(Part.Source source) {
    return switch (source) {
      case Part.Source.Url(var url) -> url;
      case Part.Source.Data data -> data.dataUri();
    };
  }

  private static InexpressibleException misplaced() {
    return refusal(
        Feature.TOOL_RESULT,
        "can hold texts, pictures and documents only at this model's provider");
  }

  private static InexpressibleException refusal(Feature feature, String why) {
    return new InexpressibleException(feature, why);
  }
}
