package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Piece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts the pieces of an answer so that each call of a tool is in one stretch: a block of this
 * protocol that was closed cannot be opened again. What comes while a call's arguments are not
 * complete waits for their end; what comes after it goes on at once.
 */
final class CallOrder {
  private static final int NONE = -1;

  private final Set<Integer> over = new HashSet<>();
  private List<Piece> waiting = new ArrayList<>();
  private JsonEnd arguments = new JsonEnd();
  private int open = NONE;

  void next(Piece piece, Consumer<Piece> due) {
    if (open != NONE && !arguments.isReached() && !isOfOpenCall(piece)) {
      waiting.add(piece);
    } else {
      give(piece, due);
      if (arguments.isReached() && !waiting.isEmpty()) {
        release(due);
      }
    }
  }

  /** The answer is over: calls whose arguments never came to an end are over too. */
  void finish(Consumer<Piece> due) {
    while (!waiting.isEmpty()) {
      end();
      release(due);
    }
  }

  private boolean isOfOpenCall(Piece piece) {
    return piece instanceof Piece.ToolCall part && part.index() == open;
  }

  private void give(Piece piece, Consumer<Piece> due) {
    if (!(piece instanceof Piece.ToolCall part)) {
      due.accept(piece);
    } else if (!over.contains(part.index())) {
      if (part.index() != open) {
        end();
        open = part.index();
        arguments = new JsonEnd();
      }
      arguments.read(part.arguments());
      due.accept(piece);
    }
  }

  private void end() {
    if (open != NONE) {
      over.add(open);
      open = NONE;
    }
  }

  private void release(Consumer<Piece> due) {
    var held = waiting;
    waiting = new ArrayList<>();
    held.forEach(piece -> next(piece, due));
  }
}
