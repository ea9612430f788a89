package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import java.util.ArrayList;
import java.util.List;

/** Numbers the events of one stream, and makes frames of them. */
final class Events {
  private List<Frame> frames = new ArrayList<>(4);
  private long next;

  /** An event that its fields are still to be put into; each is sent before the next begins. */
  ObjectNode event(String type) {
    return Wire.object().put("type", type).put("sequence_number", next++);
  }

  /** Somebody else has sent one. */
  void skip() {
    next++;
  }

  void send(ObjectNode event) {
    frames.add(new Frame(event.get("type").textValue(), event.toString()));
  }

  /** What has been sent since the last time. */
  List<Frame> taken() {
    var taken = frames;
    frames = new ArrayList<>(4);
    return taken;
  }
}
