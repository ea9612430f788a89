package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Piece;

/** A part of what a model says. */
final class OutputPart {
  private OutputPart() {}

  static ObjectNode text(String text) {
    var part = Wire.object().put("type", "output_text").put("text", text);
    part.putArray("annotations");
    part.putArray("logprobs");
    return part;
  }

  static ObjectNode refusal(String text) {
    return Wire.object().put("type", "refusal").put("refusal", text);
  }

  /**
   * A source that the words name.
   *
   * @param at how many characters of the text come before; where the cited words begin is not known
   */
  static ObjectNode annotation(Piece.Citation citation, int at) {
    return Wire.object()
        .put("type", "url_citation")
        .put("url", citation.url())
        .put("title", citation.title())
        .put("start_index", at)
        .put("end_index", at);
  }
}
