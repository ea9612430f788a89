package dev.millrace.dialect.responses;

import dev.millrace.conversation.Part;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import dev.millrace.dialect.Sources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads content: a text, or a list of parts of those kinds that its speaker may have. */
final class PartsReader {
  private static final Set<String> DETAILS = Set.of("auto", "low", "high");

  private PartsReader() {}

  /** Of the model's. It may have said nothing. */
  static List<Part> ofModel(Fields.Value content) {
    return content.isText()
        ? Optional.of(content.text()).filter(text -> !text.isEmpty()).stream()
            .<Part>map(Part.Text::new)
            .toList()
        : each(content, PartsReader::said);
  }

  /** Of the user's, and of instructions. */
  static List<Part> ofOthers(Fields.Value content) {
    if (content.isText()) {
      return List.of(new Part.Text(RequiredFields.words(content)));
    }
    var parts = each(content, PartsReader::asked);
    if (parts.isEmpty()) {
      throw FieldFault.malformed(content.path(), "must hold at least one part");
    }
    return parts;
  }

  /** Of what a tool answered, which may be nothing. */
  static List<Part> ofTool(Fields.Value content) {
    return content.isText()
        ? List.of(new Part.Text(content.text()))
        : each(content, PartsReader::asked);
  }

  private static List<Part> each(Fields.Value content, Function<Fields, Part> reader) {
    if (!content.node().isArray()) {
      throw FieldFault.malformed(content.path(), "must be a string or a list of parts");
    }
    return content.items().stream().map(item -> part(item.object(), reader)).toList();
  }

  private static Part part(Fields fields, Function<Fields, Part> reader) {
    var part = reader.apply(fields);
    fields.known("prompt_cache_breakpoint", "cache_control").refuseOthers();
    return part;
  }

  private static Part asked(Fields part) {
    return switch (part.text("type")) {
      case "input_text" -> new Part.Text(part.text("text"));
      case "input_image" -> image(part);
      case "input_file" -> document(part);
      default -> throw FieldFault.unsupported(part.pathOf("type"));
    };
  }

  /** What earlier answers noted beside their words says nothing to a model. */
  private static Part said(Fields part) {
    return switch (part.text("type")) {
      case "output_text", "input_text" ->
          new Part.Text(part.known("annotations", "logprobs").text("text"));
      case "refusal" -> new Part.Refusal(part.text("refusal"));
      default -> throw FieldFault.unsupported(part.pathOf("type"));
    };
  }

  /** The detail {@code auto} is what holds when nothing is said. */
  private static Part image(Fields part) {
    refuseStored(part);
    part.only("detail", detail -> DETAILS.contains(detail.asText()));
    return new Part.Image(
        Sources.of(part.required("image_url")),
        part.optionalText("detail").filter(detail -> !detail.equals("auto")));
  }

  private static Part document(Fields part) {
    refuseStored(part);
    part.only("detail", detail -> detail.asText().equals("auto"));
    var url = part.optional("file_url");
    var data = part.optional("file_data");
    if (url.isPresent() && data.isPresent()) {
      throw FieldFault.malformed(part.pathOf("file_url"), "cannot be beside 'file_data'");
    }
    return new Part.Document(
        url.map(Sources::of).or(() -> data.map(Sources::data)).orElseThrow(() -> missing(part)),
        part.optionalText("filename"));
  }

  private static RuntimeException missing(Fields part) {
    return FieldFault.malformed(part.pathOf("file_data"), "is missing, and so is 'file_url'");
  }

  private static void refuseStored(Fields part) {
    if (part.has("file_id")) {
      throw FieldFault.unsupported(
          part.pathOf("file_id"),
          "names a file that this model's provider does not have; send its data or its URL"
              + " instead");
    }
  }
}
