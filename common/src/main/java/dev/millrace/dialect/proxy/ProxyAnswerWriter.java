package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import dev.millrace.money.Usage;
import java.util.ArrayList;
import java.util.List;

/** Writes one answer: whole, or line by line. Each call of a tool is one line. */
final class ProxyAnswerWriter implements AnswerWriter {
  private final Heading heading;
  private final PendingCalls calls = new PendingCalls();
  private final List<Piece.Citation> sources = new ArrayList<>();
  private boolean saysWords;

  ProxyAnswerWriter(Heading heading) {
    this.heading = heading;
  }

  @Override
  public ObjectNode whole(Transcript answer, Usage usage, String reason) {
    return WholeAnswer.of(heading, answer, usage, reason);
  }

  @Override
  public List<Frame> begin() {
    return List.of(Lines.start(heading));
  }

  @Override
  public List<Frame> piece(Piece piece) {
    return switch (piece) {
      case Piece.Text text -> words(text);
      case Piece.ToolCall part -> {
        calls.add(part);
        yield List.of();
      }
      case Piece.Signature signature -> sign(signature);
      case Piece.Citation source -> {
        sources.add(source);
        yield List.of();
      }
      case Piece.Verbatim verbatim -> List.of();
      case Piece.Used used -> List.of();
      case Piece.Ended ended -> List.of();
    };
  }

  private List<Frame> words(Piece.Text text) {
    saysWords = text.kind() != Piece.Kind.REASONING;
    return behindCalls(Lines.words(text));
  }

  /** Words of an answer have no signature here. */
  private List<Frame> sign(Piece.Signature signature) {
    if (calls.sign(signature) || saysWords) {
      return List.of();
    }
    return List.of(Lines.signature(signature.value()));
  }

  private List<Frame> behindCalls(Frame frame) {
    var frames = new ArrayList<>(calls.taken());
    frames.add(frame);
    return frames;
  }

  /** A call that is not whole is of no use to anybody. */
  @Override
  public List<Frame> end(Usage usage, String reason) {
    var frames = new ArrayList<Frame>();
    if (StopReason.of(reason) != StopReason.KILLED) {
      frames.addAll(calls.taken());
    }
    frames.add(Lines.usage(usage));
    frames.add(Lines.finish(reason, sources));
    return frames;
  }

  @Override
  public List<Frame> broken(Failure failure) {
    return List.of(Lines.error(failure));
  }
}
