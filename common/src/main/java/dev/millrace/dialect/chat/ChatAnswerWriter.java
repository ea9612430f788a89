package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.CallArguments;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.Signer;
import dev.millrace.dialect.openai.ErrorBody;
import dev.millrace.money.Usage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes one answer. */
final class ChatAnswerWriter implements AnswerWriter {
  private static final Frame DONE = Frame.of("[DONE]");
  private static final int NO_CALL = -1;

  private final Heading heading;
  private final Chunks chunks;

  /** Calls whose arguments have not come. */
  private final Set<Integer> bare = new LinkedHashSet<>();

  /** The call that what was written last belongs to; below zero when it is no part of a call. */
  private int call = NO_CALL;

  private boolean refusal;

  ChatAnswerWriter(Heading heading) {
    this.heading = heading;
    this.chunks = new Chunks(heading);
  }

  @Override
  public ObjectNode whole(Transcript answer, Usage usage, String reason) {
    return WholeAnswer.of(heading, answer, usage, reason);
  }

  @Override
  public List<Frame> begin() {
    return List.of(chunks.begin());
  }

  @Override
  public List<Frame> piece(Piece piece) {
    return switch (piece) {
      case Piece.Text text -> List.of(words(text));
      case Piece.ToolCall part -> call(part);
      case Piece.Signature signature -> sign(signature.value());
      case Piece.Citation citation -> List.of(chunks.citation(citation));
      case Piece.Verbatim verbatim -> List.of();
      case Piece.Used used -> List.of();
      case Piece.Ended ended -> List.of();
    };
  }

  private Frame words(Piece.Text text) {
    call = NO_CALL;
    refusal |= text.kind() == Piece.Kind.REFUSAL;
    return switch (text.kind()) {
      case CONTENT -> chunks.words("content", text.text());
      case REASONING -> chunks.words("reasoning_content", text.text());
      case REFUSAL -> chunks.words("refusal", text.text());
    };
  }

  private List<Frame> call(Piece.ToolCall part) {
    call = part.index();
    boolean first = part.name().isPresent();
    if (first) {
      bare.add(part.index());
    }
    if (!part.arguments().isEmpty()) {
      bare.remove(part.index());
    }
    return first || !part.arguments().isEmpty() ? List.of(chunks.call(part)) : List.of();
  }

  /** Signatures of thoughts have no place here, and nobody could send them back. */
  private List<Frame> sign(String signature) {
    return call == NO_CALL
        ? List.of()
        : List.of(chunks.signature(call, Signer.CHAT.told(signature)));
  }

  @Override
  public List<Frame> end(Usage usage, String reason) {
    var frames = new ArrayList<Frame>(4);
    bare.forEach(index -> frames.add(chunks.call(nothing(index))));
    frames.add(chunks.finish(FinishReason.write(reason, refusal)));
    if (ChatDialect.asksForUsage(heading.asked())) {
      frames.add(chunks.usage(ChatUsage.write(usage)));
    }
    frames.add(DONE);
    return frames;
  }

  /** Clients parse the arguments, and no text at all is no JSON. */
  private static Piece.ToolCall nothing(int index) {
    return new Piece.ToolCall(index, Optional.empty(), Optional.empty(), CallArguments.NONE);
  }

  @Override
  public List<Frame> broken(Failure failure) {
    return List.of(Frame.of(ErrorBody.of(failure).toString()));
  }
}
