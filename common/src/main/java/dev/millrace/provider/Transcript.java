package dev.millrace.provider;

import dev.millrace.money.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What an answer has said so far. Safe for one writer and readers on other threads. */
public final class Transcript {
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final TreeMap<Integer, Tool> tools = new TreeMap<>();
  private Optional<Usage> usage = Optional.empty();
  private Optional<String> reason = Optional.empty();
  private boolean said;

  /**
   * A call of one of the caller's tools.
   *
   * @param arguments JSON, when the answer is whole
   */
  public record Tool(String id, String name, String arguments) {
    private Tool plus(Piece.ToolCall more) {
      return new Tool(
          more.id().orElse(id), more.name().orElse(name), arguments.concat(more.arguments()));
    }
  }

  public synchronized void add(Piece piece) {
    said |= piece.isOutput();
    switch (piece) {
      case Piece.Text text -> of(text.kind()).append(text.text());
      case Piece.ToolCall part ->
          tools.compute(
              part.index(),
              (index, known) -> (known == null ? new Tool("", "", "") : known).plus(part));
      case Piece.Used used -> usage = Optional.of(used.usage());
      case Piece.Ended ended -> reason = Optional.of(ended.reason());
    }
  }

  private StringBuilder of(Piece.Kind kind) {
    return switch (kind) {
      case CONTENT -> content;
      case REASONING -> reasoning;
    };
  }

  /** Whether there was anything that a caller got to see. */
  public synchronized boolean hasOutput() {
    return said;
  }

  public synchronized String content() {
    return content.toString();
  }

  public synchronized String reasoning() {
    return reasoning.toString();
  }

  public synchronized List<Tool> tools() {
    return new ArrayList<>(tools.values());
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
