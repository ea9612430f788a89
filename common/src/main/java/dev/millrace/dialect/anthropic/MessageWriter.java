package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import dev.millrace.money.Usage;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one message for a caller. The start of a stream cannot say what was consumed, so its end
 * says all of it. Thoughts that the caller wants omitted leave their signature alone.
 */
final class MessageWriter implements AnswerWriter {
  private final Heading heading;
  private final CallOrder order = new CallOrder();
  private final BlockFrames blocks;

  MessageWriter(Heading heading) {
    this.heading = heading;
    this.blocks = new BlockFrames(heading.id(), areThoughtsShown(heading.asked()));
  }

  private static boolean areThoughtsShown(ObjectNode asked) {
    return !asked.path("thinking").path("display").asText().equals("omitted");
  }

  @Override
  public ObjectNode whole(Transcript answer, Usage usage, String reason) {
    var message = message(WholeBlocks.of(answer, areThoughtsShown(heading.asked())));
    message.put(
        "stop_reason", StopWord.of(reason, !answer.tools().isEmpty(), !answer.refusal().isEmpty()));
    return message.set("usage", UsageWriter.write(usage));
  }

  @Override
  public List<Frame> begin() {
    var start = event("message_start");
    start.set("message", message(start.arrayNode()).set("usage", UsageWriter.write(Usage.NONE)));
    return List.of(frame(start));
  }

  @Override
  public List<Frame> piece(Piece piece) {
    var frames = new ArrayList<Frame>(3);
    order.next(piece, due -> blocks.write(due, frames));
    return frames;
  }

  @Override
  public void relayed(Frame frame) {
    blocks.relayed(frame);
  }

  @Override
  public List<Frame> end(Usage usage, String reason) {
    var frames = new ArrayList<Frame>();
    order.finish(due -> blocks.write(due, frames));
    blocks.close(frames);
    var end = event("message_delta");
    end.putObject("delta")
        .put("stop_reason", StopWord.of(reason, blocks.hasCalls(), blocks.isRefused()))
        .putNull("stop_sequence")
        .putNull("stop_details")
        .putNull("container");
    end.set("usage", UsageWriter.write(usage));
    frames.add(frame(end));
    frames.add(frame(event("message_stop")));
    return frames;
  }

  @Override
  public List<Frame> broken(Failure failure) {
    return List.of(frame(ErrorBody.of(failure)));
  }

  private ObjectNode message(ArrayNode content) {
    var message =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "msg_" + heading.id())
            .put("type", "message")
            .put("role", "assistant")
            .put("model", heading.model());
    message.set("content", content);
    return message
        .putNull("stop_reason")
        .putNull("stop_sequence")
        .putNull("stop_details")
        .putNull("container");
  }

  private static ObjectNode event(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static Frame frame(ObjectNode event) {
    return new Frame(event.path("type").asText(), event.toString());
  }
}
