package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Part;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Signer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model thought, as an item says it. */
final class ThoughtFields {
  /** Stands between parts of a summary where we have one text. */
  static final String BETWEEN = "\n\n";

  private ThoughtFields() {}

  /** The thoughts themselves where they are there, or their summary. */
  static Part.Reasoning read(Fields item) {
    var summary = texts(item.items("summary"), "summary_text");
    var thoughts = texts(item.items("content"), "reasoning_text");
    return new Part.Reasoning(
        thoughts.isEmpty() ? summary : thoughts,
        item.optionalText("encrypted_content")
            .filter(text -> !text.isEmpty())
            .map(Signer.RESPONSES::heard));
  }

  private static String texts(List<Fields.Value> parts, String type) {
    return parts.stream()
        .map(part -> text(part.object(), type))
        .collect(Collectors.joining(BETWEEN));
  }

  private static String text(Fields part, String type) {
    if (!part.text("type").equals(type)) {
      throw FieldFault.malformed(part.pathOf("type"), "must be " + type);
    }
    var text = part.text("text");
    part.refuseOthers();
    return text;
  }

  /**
   * Without an id: an upstream would look for it among what it has kept, and has kept nothing.
   *
   * @param text empty for a proof alone
   */
  static void write(String text, Optional<String> proof, ArrayNode items) {
    write(text, proof, items.addObject().put("type", "reasoning"));
  }

  /** The same into an item that has its kind. */
  static void write(String text, Optional<String> proof, ObjectNode item) {
    var summary = item.putArray("summary");
    if (!text.isEmpty()) {
      summary.add(part(text));
    }
    proof.ifPresent(value -> item.put("encrypted_content", value));
  }

  /** A part of a summary. */
  static ObjectNode part(String text) {
    return Wire.object().put("type", "summary_text").put("text", text);
  }
}
