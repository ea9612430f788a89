package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.openai.Texts;
import java.util.Optional;

/** A source that an answer names, as an annotation. */
final class UrlCitation {
  private static final String TYPE = "url_citation";

  private UrlCitation() {}

  /** Nothing for annotations of other kinds. */
  static Optional<Piece> read(JsonNode annotation) {
    var citation = annotation.path(TYPE);
    var url = Texts.of(citation.path("url"));
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(new Piece.Citation(url, Texts.of(citation.path("title"))));
  }

  /** Clients want to know which words it belongs to, which nobody says: it is none of them. */
  static ObjectNode of(Piece.Citation citation) {
    var annotation = JsonNodeFactory.instance.objectNode().put("type", TYPE);
    annotation
        .putObject(TYPE)
        .put("url", citation.url())
        .put("title", citation.title())
        .put("start_index", 0)
        .put("end_index", 0);
    return annotation;
  }
}
