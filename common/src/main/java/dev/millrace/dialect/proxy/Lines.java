package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import dev.millrace.money.Usage;
import java.util.List;

/**
 * Writes the lines of one answer. Those of words are many, and so are put together as text, without
 * a tree. A frame's event is the line's {@code type}.
 */
final class Lines {
  static final String START = "start";
  static final String TEXT = "text-delta";
  static final String REASONING = "reasoning-delta";
  static final String TOOL_CALL = "tool-call";
  static final String USAGE = "usage";
  static final String FINISH = "finish";
  static final String ERROR = "error";

  /** Of the lines' schema; raised when a line changes so that a reader could stumble over it. */
  private static final int VERSION = 1;

  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

  private Lines() {}

  static Frame start(Heading heading) {
    return frame(
        line(START).put("version", VERSION).put("id", heading.id()).put("model", heading.model()));
  }

  static Frame words(Piece.Text piece) {
    return switch (piece.kind()) {
      case CONTENT -> words(TEXT, piece.text(), "}");
      case REASONING -> words(REASONING, piece.text(), "}");
      case REFUSAL -> words(TEXT, piece.text(), ",\"refusal\":true}");
    };
  }

  /** A provider signs thoughts behind them, or some that it does not show. */
  static Frame signature(String signature) {
    return frame(line(REASONING).put("text", "").put("signature", signature));
  }

  static Frame usage(Usage usage) {
    return frame(line(USAGE).set("usage", TokenUsage.write(usage)));
  }

  static Frame finish(String reason, List<Piece.Citation> sources) {
    var line = line(FINISH).put("finishReason", FinishReason.write(reason));
    SourceFields.put(sources, line);
    return frame(line);
  }

  static Frame error(Failure failure) {
    var line = line(ERROR);
    ErrorBody.put(failure, line);
    return frame(line);
  }

  private static Frame words(String type, String words, String end) {
    var text = new StringBuilder(words.length() + 48);
    text.append("{\"type\":\"").append(type).append("\",\"text\":\"");
    JSON.quoteAsString(words, text);
    return new Frame(type, text.append('"').append(end).toString());
  }

  private static ObjectNode line(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static Frame frame(ObjectNode line) {
    return new Frame(line.path("type").asText(), line.toString());
  }
}
