package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Part;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Signer;
import java.util.List;
import java.util.Optional;

/** Reads the blocks of a caller's messages. */
final class BlockReader {
  private BlockReader() {}

  static Part read(Fields.Value value) {
    var block = value.object().known("cache_control");
    var type = block.required("type");
    var part =
        switch (type.text()) {
          case "text" -> text(block);
          case "image" -> SourceReader.image(block);
          case "image_url" -> SourceReader.imageByUrl(block);
          case "document" -> SourceReader.document(block);
          case "thinking" -> thought(block);
          case "redacted_thinking" -> Redacted.read(block.text("data"));
          case "tool_use" -> call(block);
          case "tool_result" -> result(block);
          default -> throw FieldFault.unsupported(type.path());
        };
    block.refuseOthers();
    return part;
  }

  /** A string, or a list of text blocks; none where the string is empty. */
  static List<Part> texts(Fields.Value value) {
    if (value.isText()) {
      return value.text().isEmpty() ? List.of() : List.of(new Part.Text(value.text()));
    }
    return value.items().stream().map(BlockReader::onlyText).toList();
  }

  private static Part onlyText(Fields.Value value) {
    if (read(value) instanceof Part.Text text) {
      return text;
    }
    throw FieldFault.malformed(value.path() + ".type", "must be text here");
  }

  /** Citations say where words came from; they are none of the words. */
  private static Part text(Fields block) {
    var text = block.known("citations").required("text");
    if (text.text().isEmpty()) {
      throw FieldFault.malformed(text.path(), "must not be empty");
    }
    return new Part.Text(text.text());
  }

  private static Part thought(Fields block) {
    return new Part.Reasoning(
        block.text("thinking"),
        block
            .optionalText("signature")
            .filter(sent -> !sent.isEmpty())
            .map(Signer.ANTHROPIC::heard));
  }

  private static Part call(Fields block) {
    block.only("caller", caller -> caller.path("type").asText().equals("direct"));
    var input = block.required("input");
    if (!input.isObject()) {
      throw FieldFault.malformed(input.path(), "must be an object");
    }
    return new Part.ToolUse(
        name(block, "id"), name(block, "name"), input.node().toString(), Optional.empty());
  }

  private static Part result(Fields block) {
    return new Part.ToolResult(
        name(block, "tool_use_id"),
        block.optional("content").map(BlockReader::answered).orElse(List.of()),
        block.bool("is_error").orElse(false));
  }

  private static List<Part> answered(Fields.Value content) {
    return content.isText()
        ? texts(content)
        : content.items().stream().map(BlockReader::textOrImage).toList();
  }

  private static Part textOrImage(Fields.Value value) {
    var part = read(value);
    if (part instanceof Part.Text || part instanceof Part.Image) {
      return part;
    }
    throw FieldFault.unsupported(value.path() + ".type");
  }

  private static String name(Fields block, String field) {
    var name = block.required(field);
    if (name.text().isEmpty()) {
      throw FieldFault.malformed(name.path(), "must not be empty");
    }
    return name.text();
  }
}
