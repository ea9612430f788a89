package dev.millrace.dialect.responses;

import dev.millrace.conversation.Piece;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of each piece what it adds to the items. One item is open at a time. A call that goes on
 * after another item has begun is opened again: it ends once more, with all of its arguments.
 */
final class StreamedAnswer {
  private final Output output;
  private final Events events;
  private final Map<Integer, CallItem> calls = new HashMap<>();
  private Optional<OutputItem> open = Optional.empty();

  StreamedAnswer(Output output, Events events) {
    this.output = output;
    this.events = events;
  }

  void add(Piece piece) {
    switch (piece) {
      case Piece.Text(var kind, var text) -> add(kind, text);
      case Piece.ToolCall call -> call(call).add(call.arguments(), events);
      case Piece.Signature(var value) -> sign(value);
      case Piece.Citation citation -> message(false).cite(citation, events);
      case Piece.Verbatim verbatim -> {}
      case Piece.Used used -> {}
      case Piece.Ended ended -> {}
    }
  }

  private void add(Piece.Kind kind, String text) {
    switch (kind) {
      case CONTENT -> message(false).add(text, events);
      case REFUSAL -> message(true).add(text, events);
      case REASONING -> thought().add(text, events);
    }
  }

  private MessageItem message(boolean refusal) {
    return open.orElse(null) instanceof MessageItem message && message.isRefusal() == refusal
        ? message
        : begin(output.message(refusal));
  }

  private ThoughtItem thought() {
    return open.orElse(null) instanceof ThoughtItem thought && !thought.isSigned()
        ? thought
        : begin(output.thought());
  }

  private CallItem call(Piece.ToolCall piece) {
    var known = calls.get(piece.index());
    if (known == null) {
      var call = output.call(piece.id().orElse(""), piece.name().orElse(""));
      calls.put(piece.index(), call);
      return begin(call);
    }
    if (!isOpen(known)) {
      end(Ending.COMPLETED);
      known.reopen();
      open = Optional.of(known);
    }
    return known;
  }

  private boolean isOpen(OutputItem item) {
    return open.filter(current -> current == item).isPresent();
  }

  /** Words of an answer have no signature here. */
  private void sign(String value) {
    if (open.isEmpty() || !(open.get() instanceof MessageItem)) {
      thought().sign(value);
    }
  }

  private <T extends OutputItem> T begin(T item) {
    end(Ending.COMPLETED);
    open = Optional.of(item);
    item.begin(events);
    return item;
  }

  /** Ends what is open, with that status. */
  void end(String status) {
    open.ifPresent(item -> item.end(status, events));
    open = Optional.empty();
  }

  /** What is open has broken off. */
  void cut() {
    open.ifPresent(item -> item.close(Ending.INCOMPLETE));
    open = Optional.empty();
  }
}
