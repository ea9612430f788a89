package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Piece;

/** A message of one part: the answer's words, or the words of a refusal. */
final class MessageItem extends OutputItem {
  private final boolean refusal;
  private final StringBuilder text = new StringBuilder();
  private final ArrayNode annotations = JsonNodeFactory.instance.arrayNode();
  private boolean begun;

  MessageItem(String id, int index, boolean refusal) {
    super(id, index);
    this.refusal = refusal;
  }

  boolean isRefusal() {
    return refusal;
  }

  /** Takes words in without a word. */
  void add(String words) {
    begun = true;
    text.append(words);
  }

  void add(String words, Events events) {
    add(words);
    var event =
        partEvent(refusal ? "response.refusal.delta" : "response.output_text.delta", events);
    event.put("delta", words);
    if (!refusal) {
      event.putArray("logprobs");
    }
    events.send(event);
  }

  /** Takes a source in without a word. */
  ObjectNode cite(Piece.Citation citation) {
    begun = true;
    var annotation = OutputPart.annotation(citation, text.codePointCount(0, text.length()));
    annotations.add(annotation);
    return annotation;
  }

  void cite(Piece.Citation citation, Events events) {
    var annotation = cite(citation);
    var event = partEvent("response.output_text.annotation.added", events);
    event.put("annotation_index", annotations.size() - 1).set("annotation", annotation);
    events.send(event);
  }

  @Override
  ObjectNode json() {
    var json = json("message").put("role", "assistant");
    var content = json.putArray("content");
    if (begun) {
      content.add(part());
    }
    return json;
  }

  private ObjectNode part() {
    if (refusal) {
      return OutputPart.refusal(text.toString());
    }
    var part = OutputPart.text(text.toString());
    part.withArrayProperty("annotations").addAll(annotations);
    return part;
  }

  @Override
  void opened(Events events) {
    begun = true;
    sendPart("response.content_part.added", events);
  }

  @Override
  void closing(Events events) {
    if (refusal) {
      events.send(partEvent("response.refusal.done", events).put("refusal", text.toString()));
    } else {
      var event = partEvent("response.output_text.done", events).put("text", text.toString());
      event.putArray("logprobs");
      events.send(event);
    }
    sendPart("response.content_part.done", events);
  }

  private void sendPart(String type, Events events) {
    var event = partEvent(type, events);
    event.set("part", part());
    events.send(event);
  }

  private ObjectNode partEvent(String type, Events events) {
    return event(type, events).put("content_index", 0);
  }
}
