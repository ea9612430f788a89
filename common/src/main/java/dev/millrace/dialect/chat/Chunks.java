package dev.millrace.dialect.chat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Heading;

/**
 * Writes the chunks of one answer. There is one for every few words of every answer, and most of
 * each is the same: so they are put together as text, without a tree.
 */
final class Chunks {
  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();
  private static final int USUAL_CHARACTERS = 320;

  private final String head;
  private final String tail;

  Chunks(Heading heading) {
    var text = new StringBuilder("{\"id\":");
    quote("chatcmpl-" + heading.id(), text);
    text.append(",\"object\":\"chat.completion.chunk\",\"created\":")
        .append(heading.at().getEpochSecond())
        .append(",\"model\":");
    quote(heading.model(), text);
    head = text.append(",\"choices\":[").toString();
    // OpenAI has the field in every chunk when it is to be in the last.
    tail = ChatDialect.asksForUsage(heading.asked()) ? "],\"usage\":null}" : "]}";
  }

  Frame begin() {
    return chunk(delta("{\"role\":\"assistant\",\"content\":\"\"}"));
  }

  /**
   * @param field such as {@code content}
   */
  Frame words(String field, String words) {
    var text = delta("{\"").append(field).append("\":");
    quote(words, text);
    return chunk(text.append('}'));
  }

  /** A part of a call; the first names it. */
  Frame call(Piece.ToolCall part) {
    var text = call(part.index());
    part.id().ifPresent(id -> quote(id, text.append(",\"id\":")));
    part.name().ifPresent(name -> text.append(",\"type\":\"function\""));
    text.append(",\"function\":{");
    part.name()
        .ifPresent(
            name -> {
              quote(name, text.append("\"name\":"));
              text.append(',');
            });
    quote(part.arguments(), text.append("\"arguments\":"));
    return chunk(text.append("}}]}"));
  }

  /** Clients want a function in every part of a call. */
  Frame signature(int call, String signature) {
    var text = call(call).append(",\"function\":{\"arguments\":\"\"}");
    quote(signature, text.append(",\"extra_content\":{\"google\":{\"thought_signature\":"));
    return chunk(text.append("}}}]}"));
  }

  private StringBuilder call(int index) {
    return delta("{\"tool_calls\":[{\"index\":").append(index);
  }

  /** A source; where in the text it belongs, nobody says. */
  Frame citation(Piece.Citation citation) {
    var annotation = UrlCitation.of(citation).toString();
    return chunk(delta("{\"annotations\":[").append(annotation).append("]}"));
  }

  Frame finish(String reason) {
    var text = delta("{}").append(",\"logprobs\":null,\"finish_reason\":");
    quote(reason, text);
    return Frame.of(text.append('}').append(tail).toString());
  }

  Frame usage(ObjectNode usage) {
    return Frame.of(head + "],\"usage\":" + usage + "}");
  }

  private StringBuilder delta(String begun) {
    return new StringBuilder(USUAL_CHARACTERS)
        .append(head)
        .append("{\"index\":0,\"delta\":")
        .append(begun);
  }

  private Frame chunk(StringBuilder text) {
    text.append(",\"logprobs\":null,\"finish_reason\":null}").append(tail);
    return Frame.of(text.toString());
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"');
    JSON.quoteAsString(value, text);
    text.append('"');
  }
}
