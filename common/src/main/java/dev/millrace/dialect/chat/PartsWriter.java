package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import java.util.List;

/** Writes a message's content: one text as it is, all else as a list of parts. */
final class PartsWriter {
  private static final String TEXT = "text";
  private static final String IMAGE = "image_url";
  private static final String FILE = "file";

  /** OpenAI refuses documents without a name. */
  private static final String NAMELESS = "document";

  private PartsWriter() {}

  static void write(ObjectNode message, List<? extends Part> parts) {
    if (parts.isEmpty()) {
      message.put("content", "");
    } else if (parts.size() == 1 && parts.getFirst() instanceof Part.Text alone) {
      message.put("content", alone.text());
    } else {
      var content = message.putArray("content");
      parts.forEach(part -> write(part, content));
    }
  }

  private static void write(Part part, ArrayNode content) {
    switch (part) {
      case Part.Text text -> item(content, TEXT).put(TEXT, text.text());
      case Part.Image image -> image(image, item(content, IMAGE).putObject(IMAGE));
      case Part.Document document -> document(document, item(content, FILE).putObject(FILE));
      case Part.Reasoning thought -> throw strayed(Feature.REASONING);
      case Part.Refusal refusal -> item(content, TEXT).put(TEXT, refusal.text());
      case Part.ToolUse call -> throw strayed(Feature.TOOLS);
      case Part.ToolResult result -> throw strayed(Feature.TOOL_RESULT);
    }
  }

  private static ObjectNode item(ArrayNode content, String type) {
    return content.addObject().put("type", type);
  }

  private static void image(Part.Image image, ObjectNode wire) {
    switch (image.source()) {
      case Part.Source.Url url -> wire.put("url", url.url());
      case Part.Source.Data data -> wire.put("url", data.dataUri());
    }
    image.detail().ifPresent(detail -> wire.put("detail", detail));
  }

  private static void document(Part.Document document, ObjectNode wire) {
    switch (document.source()) {
      case Part.Source.Url url ->
          throw new InexpressibleException(
              Feature.DOCUMENT_BY_URL, "must hold the document itself for this model, not its URL");
      case Part.Source.Data data ->
          wire.put("filename", document.name().orElse(NAMELESS)).put("file_data", data.dataUri());
    }
  }

  private static InexpressibleException strayed(Feature feature) {
    return new InexpressibleException(feature, "may not come at this place for this model");
  }
}
