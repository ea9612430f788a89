package dev.millrace.dialect.gemini;

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
 * Writes answers; each frame is built as a whole answer is. Calls of tools go out whole, once
 * something else follows. A call whose arguments are no object cannot be said: it is left out, and
 * the answer ends with the protocol's own word for that.
 */
final class GeminiAnswerWriter implements AnswerWriter {
  private final Heading heading;
  private final PendingCalls calls = new PendingCalls();
  private final List<Piece.Citation> citations = new ArrayList<>();

  GeminiAnswerWriter(Heading heading) {
    this.heading = heading;
  }

  @Override
  public ObjectNode whole(Transcript answer, Usage usage, String reason) {
    var parts = parts();
    for (var block : answer.blocks()) {
      switch (block) {
        case Transcript.Block.Words words -> words(words, parts);
        case Transcript.Block.Call call ->
            calls.write(call.tool(), call.signature().map(Signatures::told), parts);
      }
    }
    citations.addAll(answer.citations());
    return last(parts, usage, reason);
  }

  private static void words(Transcript.Block.Words words, ArrayNode parts) {
    var part = words(words.kind(), words.text(), parts);
    words.signature().map(Signatures::told).ifPresent(proof -> part.put("thoughtSignature", proof));
  }

  private static ObjectNode words(Piece.Kind kind, String text, ArrayNode parts) {
    var part = parts.addObject().put("text", text);
    return switch (kind) {
      case CONTENT, REFUSAL -> part;
      case REASONING -> part.put("thought", true);
    };
  }

  @Override
  public List<Frame> begin() {
    return List.of();
  }

  @Override
  public List<Frame> piece(Piece piece) {
    return switch (piece) {
      case Piece.Text text -> said(text);
      case Piece.ToolCall call -> {
        calls.add(call);
        yield List.of();
      }
      case Piece.Signature signature -> sign(Signatures.told(signature.value()));
      case Piece.Citation citation -> {
        citations.add(citation);
        yield List.of();
      }
      case Piece.Verbatim frame -> List.of(frame.frame());
      case Piece.Used used -> List.of();
      case Piece.Ended ended -> List.of();
    };
  }

  private List<Frame> said(Piece.Text text) {
    var parts = parts();
    calls.write(parts);
    words(text.kind(), text.text(), parts);
    return List.of(frame(chunk(parts)));
  }

  private List<Frame> sign(String proof) {
    if (calls.sign(proof)) {
      return List.of();
    }
    var parts = parts();
    parts.addObject().put("text", "").put("thoughtSignature", proof);
    return List.of(frame(chunk(parts)));
  }

  @Override
  public List<Frame> end(Usage usage, String reason) {
    var parts = parts();
    calls.write(parts);
    return List.of(frame(last(parts, usage, reason)));
  }

  @Override
  public List<Frame> broken(Failure failure) {
    return List.of(frame(ErrorBody.of(failure)));
  }

  /** Some clients look for text in the last part, whatever the reason of the end. */
  private ObjectNode last(ArrayNode parts, Usage usage, String reason) {
    if (parts.isEmpty()) {
      parts.addObject().put("text", "");
    }
    var chunk = chunk(parts);
    var candidate = (ObjectNode) chunk.path("candidates").path(0);
    candidate.put(
        "finishReason",
        calls.hasMalformed() ? FinishReason.MALFORMED_CALL : FinishReason.write(reason));
    cite(candidate);
    UsageMetadata.write(usage, chunk.putObject("usageMetadata"));
    return chunk;
  }

  private void cite(ObjectNode candidate) {
    if (!citations.isEmpty()) {
      var chunks = candidate.putObject("groundingMetadata").putArray("groundingChunks");
      citations.forEach(
          source ->
              chunks
                  .addObject()
                  .putObject("web")
                  .put("uri", source.url())
                  .put("title", source.title()));
    }
  }

  private ObjectNode chunk(ArrayNode parts) {
    var chunk = JsonNodeFactory.instance.objectNode();
    var candidate = chunk.putArray("candidates").addObject();
    candidate.putObject("content").put("role", "model").set("parts", parts);
    candidate.put("index", 0);
    return chunk.put("modelVersion", heading.model()).put("responseId", heading.id());
  }

  private static ArrayNode parts() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static Frame frame(ObjectNode data) {
    return Frame.of(data.toString());
  }
}
