package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.openai.Texts;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the tool calls of one answer, and numbers them as they begin. Servers do not agree on how
 * parts of one call are known by: most give an index, some none, some the same to all.
 */
final class CallsReader {
  /** More than any model makes in one answer. */
  private static final int MOST_CALLS = 1_000;

  private final List<Begun> begun = new ArrayList<>();

  /**
   * A call that more may come to.
   *
   * @param index the server's
   * @param id the server's; empty when it gives none
   */
  private record Begun(int index, String id) {}

  boolean any() {
    return !begun.isEmpty();
  }

  /**
   * @param answer the answer's id
   */
  void read(JsonNode answer, JsonNode calls, List<Piece> pieces) {
    int place = 0;
    for (var part : calls) {
      read(answer, part, place++, pieces);
    }
  }

  private void read(JsonNode answer, JsonNode part, int place, List<Piece> pieces) {
    var function = part.path("function");
    var id = Texts.of(part.path("id"));
    var name = Texts.of(function.path("name"));
    var arguments = arguments(function.path("arguments"));
    int number = known(part, id, name, place);
    if (number < 0) {
      number = begin(part.path("index").asInt(place), id, name);
      var given = id.isEmpty() ? "call_" + Texts.of(answer) + "_" + number : id;
      pieces.add(new Piece.ToolCall(number, Optional.of(given), Optional.of(name), arguments));
    } else if (!arguments.isEmpty()) {
      pieces.add(new Piece.ToolCall(number, Optional.empty(), Optional.empty(), arguments));
    }
    CallSignature.read(part).ifPresent(signature -> pieces.add(new Piece.Signature(signature)));
  }

  /**
   * The number of the call that the part goes on with; below zero when it begins one. A part with a
   * name begins one if it has another id than the last with its index, or no index at all.
   */
  private int known(JsonNode part, String id, String name, int place) {
    int number = latest(part.path("index").asInt(place));
    if (number < 0 || name.isEmpty()) {
      return number;
    }
    boolean another = !id.isEmpty() && !id.equals(begun.get(number).id());
    return another || !part.path("index").isInt() ? -1 : number;
  }

  private int latest(int index) {
    for (int number = begun.size() - 1; number >= 0; number--) {
      if (begun.get(number).index() == index) {
        return number;
      }
    }
    return -1;
  }

  private int begin(int index, String id, String name) {
    if (name.isEmpty()) {
      throw broken("called a tool without naming it");
    }
    if (begun.size() == MOST_CALLS) {
      throw broken("called more tools than an answer may");
    }
    begun.add(new Begun(index, id));
    return begun.size() - 1;
  }

  /** A text; some servers send the object itself. */
  private static String arguments(JsonNode arguments) {
    return arguments.isObject() ? arguments.toString() : Texts.of(arguments);
  }

  private static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider " + what + ".");
  }
}
