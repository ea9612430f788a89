package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Signer;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the blocks of one answer. Blocks of tools that the provider runs itself are passed over;
 * what the words name of their results comes as citations.
 */
final class BlockPieces {
  /** The calls whose blocks are open, by the index of the block. */
  private final Map<Integer, OpenCall> open = new HashMap<>();

  private int calls;

  /** A call whose arguments are still to come. */
  private static final class OpenCall {
    private final int number;
    private final JsonNode input;
    private boolean begun;

    private OpenCall(int number, JsonNode input) {
      this.number = number;
      this.input = input;
    }

    private Piece arguments(String json) {
      begun = true;
      return new Piece.ToolCall(number, Optional.empty(), Optional.empty(), json);
    }
  }

  boolean hasCalls() {
    return calls > 0;
  }

  /** The blocks of an answer in one piece; some upstreams give mere text. */
  void whole(JsonNode content, List<Piece> pieces) {
    if (content.isTextual()) {
      add(pieces, Piece.Kind.CONTENT, content);
    }
    for (var block : content) {
      if (block.path("type").asText().equals("tool_use")) {
        pieces.add(call(block, input(block.path("input"))));
      } else {
        addWords(block, pieces);
      }
    }
  }

  List<Piece> start(JsonNode data) {
    var block = data.path("content_block");
    var pieces = new ArrayList<Piece>(1);
    if (block.path("type").asText().equals("tool_use")) {
      pieces.add(call(block, ""));
      open.put(data.path("index").asInt(), new OpenCall(calls - 1, block.path("input")));
    } else {
      addWords(block, pieces);
    }
    return pieces;
  }

  List<Piece> delta(JsonNode data) {
    var delta = data.path("delta");
    return switch (delta.path("type").asText()) {
      case "text_delta" -> words(Piece.Kind.CONTENT, delta.path("text"));
      case "thinking_delta" -> words(Piece.Kind.REASONING, delta.path("thinking"));
      case "input_json_delta" -> arguments(data, delta.path("partial_json").asText());
      case "signature_delta" -> signature(delta.path("signature").asText());
      case "citations_delta" -> citation(delta.path("citation"));
      default -> List.of();
    };
  }

  /** A call without arguments has an empty object of them; some upstreams give all at its start. */
  List<Piece> stop(JsonNode data) {
    var call = open.remove(data.path("index").asInt());
    return call == null || call.begun ? List.of() : List.of(call.arguments(input(call.input)));
  }

  private List<Piece> arguments(JsonNode data, String json) {
    var call = open.get(data.path("index").asInt());
    return call == null || json.isEmpty() ? List.of() : List.of(call.arguments(json));
  }

  private Piece call(JsonNode block, String arguments) {
    var id = block.path("id").asText();
    var name = block.path("name").asText();
    if (id.isEmpty() || name.isEmpty()) {
      throw broken("the provider's answer calls a tool without an id or a name");
    }
    return new Piece.ToolCall(calls++, Optional.of(id), Optional.of(name), arguments);
  }

  private static String input(JsonNode input) {
    return input.isObject() ? input.toString() : "{}";
  }

  private static void addWords(JsonNode block, List<Piece> pieces) {
    switch (block.path("type").asText()) {
      case "text" -> {
        add(pieces, Piece.Kind.CONTENT, block.path("text"));
        block.path("citations").forEach(citation -> pieces.addAll(citation(citation)));
      }
      case "thinking" -> {
        add(pieces, Piece.Kind.REASONING, block.path("thinking"));
        pieces.addAll(signature(block.path("signature").asText()));
      }
      case Redacted.TYPE ->
          pieces.add(new Piece.Signature(Redacted.signed(block.path("data").asText())));
      default -> {}
    }
  }

  private static void add(List<Piece> pieces, Piece.Kind kind, JsonNode text) {
    pieces.addAll(words(kind, text));
  }

  private static List<Piece> words(Piece.Kind kind, JsonNode text) {
    return text.isTextual() && !text.textValue().isEmpty()
        ? List.of(new Piece.Text(kind, text.textValue()))
        : List.of();
  }

  private static List<Piece> signature(String proof) {
    return proof.isEmpty()
        ? List.of()
        : List.of(new Piece.Signature(Signer.ANTHROPIC.signed(proof)));
  }

  private static List<Piece> citation(JsonNode citation) {
    var url = citation.path("url").asText();
    return url.isEmpty()
        ? List.of()
        : List.of(new Piece.Citation(url, citation.path("title").asText("")));
  }

  static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, what);
  }
}
