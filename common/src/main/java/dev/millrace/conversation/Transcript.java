package dev.millrace.conversation;

import dev.millrace.money.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an answer has said so far. Safe for one writer and readers on other threads. */
public final class Transcript {
  private final List<Growing> blocks = new ArrayList<>();
  private final List<Piece.Citation> citations = new ArrayList<>();
  private Optional<Usage> usage = Optional.empty();
  private Optional<String> reason = Optional.empty();
  private boolean said;
  private boolean shown;
  private boolean verbatim;

  /** A stretch of an answer. */
  public sealed interface Block {
    /** Words of one kind. */
    record Words(Piece.Kind kind, String text, Optional<String> signature) implements Block {}

    /** A call of one of the caller's tools. */
    record Call(Tool tool, Optional<String> signature) implements Block {}
  }

  /**
   * A call of one of the caller's tools.
   *
   * @param arguments JSON, when the answer is whole
   */
  public record Tool(String id, String name, String arguments) {}

  /** A block that more may come to. */
  private static final class Growing {
    private final Optional<Piece.Kind> kind;
    private final int index;
    private final StringBuilder text = new StringBuilder();
    private String id = "";
    private String name = "";
    private Optional<String> signature = Optional.empty();

    private Growing(Optional<Piece.Kind> kind, int index) {
      this.kind = kind;
      this.index = index;
    }

    private boolean isOf(Piece.Kind other) {
      return kind.filter(mine -> mine == other).isPresent();
    }

    private boolean isCall(int other) {
      return kind.isEmpty() && index == other;
    }

    private Block block() {
      return kind.<Block>map(mine -> new Block.Words(mine, text.toString(), signature))
          .orElseGet(() -> new Block.Call(tool(), signature));
    }

    private Tool tool() {
      return new Tool(id, name, text.toString());
    }
  }

  public synchronized void add(Piece piece) {
    said |= piece.isSaid();
    shown |= piece.isOutput();
    switch (piece) {
      case Piece.Text text -> words(text.kind()).text.append(text.text());
      case Piece.ToolCall part -> add(part);
      case Piece.Signature signature -> sign(signature.value());
      case Piece.Citation citation -> citations.add(citation);
      case Piece.Verbatim frame -> verbatim = true;
      case Piece.Used used -> usage = Optional.of(used.usage());
      case Piece.Ended ended -> reason = Optional.of(ended.reason());
    }
  }

  /** Thoughts that were signed are closed. */
  private Growing words(Piece.Kind kind) {
    if (blocks.isEmpty() || !blocks.getLast().isOf(kind) || isClosed(blocks.getLast())) {
      blocks.add(new Growing(Optional.of(kind), -1));
    }
    return blocks.getLast();
  }

  private static boolean isClosed(Growing block) {
    return block.signature.isPresent() && block.isOf(Piece.Kind.REASONING);
  }

  private void add(Piece.ToolCall part) {
    var call =
        blocks.stream()
            .filter(block -> block.isCall(part.index()))
            .findFirst()
            .orElseGet(() -> begun(part.index()));
    part.id().ifPresent(id -> call.id = id);
    part.name().ifPresent(name -> call.name = name);
    call.text.append(part.arguments());
  }

  private Growing begun(int index) {
    blocks.add(new Growing(Optional.empty(), index));
    return blocks.getLast();
  }

  /** A provider may sign thoughts that it does not show, before all else or after others. */
  private void sign(String signature) {
    if (blocks.isEmpty() || isClosed(blocks.getLast())) {
      blocks.add(new Growing(Optional.of(Piece.Kind.REASONING), -1));
    }
    blocks.getLast().signature = Optional.of(signature);
  }

  /** Whether the model has said anything, which is to be paid for. */
  public synchronized boolean hasOutput() {
    return said;
  }

  /** Whether the caller has got anything of it. */
  public synchronized boolean isShown() {
    return shown;
  }

  /** Whether the caller gets the upstream's own frames, and nothing else. */
  public synchronized boolean isVerbatim() {
    return verbatim;
  }

  /** All of it, in order. */
  public synchronized List<Block> blocks() {
    return blocks.stream().map(Growing::block).toList();
  }

  public synchronized String content() {
    return joined(Piece.Kind.CONTENT);
  }

  public synchronized String reasoning() {
    return joined(Piece.Kind.REASONING);
  }

  /** Why the model would not answer; empty when it did. */
  public synchronized String refusal() {
    return joined(Piece.Kind.REFUSAL);
  }

  private String joined(Piece.Kind kind) {
    return blocks.stream()
        .filter(block -> block.isOf(kind))
        .map(block -> block.text)
        .collect(Collectors.joining());
  }

  public synchronized List<Tool> tools() {
    return blocks.stream().filter(block -> block.kind.isEmpty()).map(Growing::tool).toList();
  }

  public synchronized List<Piece.Citation> citations() {
    return List.copyOf(citations);
  }

  /** What the provider says was consumed. */
  public synchronized Optional<Usage> usage() {
    return usage;
  }

  /** Why it ended, once the answer is whole. */
  public synchronized Optional<String> reason() {
    return reason;
  }
}
