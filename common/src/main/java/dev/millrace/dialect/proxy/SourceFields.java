package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Piece;
import java.util.List;

/** The sources that an answer names; left out when it names none. */
final class SourceFields {
  private static final String FIELD = "sources";

  private SourceFields() {}

  static void put(List<Piece.Citation> sources, ObjectNode wire) {
    if (!sources.isEmpty()) {
      var list = wire.putArray(FIELD);
      sources.forEach(
          source -> list.addObject().put("url", source.url()).put("title", source.title()));
    }
  }

  static void read(JsonNode wire, List<Piece> pieces) {
    for (var source : wire.path(FIELD)) {
      pieces.add(new Piece.Citation(source.path("url").asText(), source.path("title").asText()));
    }
  }
}
