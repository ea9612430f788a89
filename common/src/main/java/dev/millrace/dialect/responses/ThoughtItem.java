package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Signer;
import java.util.Optional;

/** What the model thought, or a signature alone. */
final class ThoughtItem extends OutputItem {
  private final StringBuilder text = new StringBuilder();
  private Optional<String> proof = Optional.empty();

  ThoughtItem(String id, int index) {
    super(id, index);
  }

  /** Takes words in without a word. */
  void add(String words) {
    text.append(words);
  }

  void add(String words, Events events) {
    if (text.isEmpty()) {
      sendPart("response.reasoning_summary_part.added", events);
    }
    add(words);
    events.send(partEvent("response.reasoning_summary_text.delta", events).put("delta", words));
  }

  void sign(String signature) {
    proof = Optional.of(Signer.RESPONSES.told(signature));
  }

  /** Thoughts that were signed take no more words. */
  boolean isSigned() {
    return proof.isPresent();
  }

  @Override
  ObjectNode json() {
    var json = json("reasoning");
    ThoughtFields.write(text.toString(), proof, json);
    return json;
  }

  @Override
  void opened(Events events) {}

  @Override
  void closing(Events events) {
    if (!text.isEmpty()) {
      events.send(
          partEvent("response.reasoning_summary_text.done", events).put("text", text.toString()));
      sendPart("response.reasoning_summary_part.done", events);
    }
  }

  private void sendPart(String type, Events events) {
    var event = partEvent(type, events);
    event.set("part", ThoughtFields.part(text.toString()));
    events.send(event);
  }

  private ObjectNode partEvent(String type, Events events) {
    return event(type, events).put("summary_index", 0);
  }
}
