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
    offer(piece, due);
    settle(due);
  }

  /** The answer is over: calls whose arguments never came to an end are over too. */
  void finish(Consumer<Piece> due) {
    while (!waiting.isEmpty()) {
      end();
      settle(due);
    }
  }

  private void offer(Piece piece, Consumer<Piece> due) {
    if (isBusy() ? isOfOpenCall(piece) : waiting.isEmpty()) {
      give(piece, due);
    } else {
      waiting.add(piece);
    }
  }

  /** Each round gives at least the first that waits. */
  private void settle(Consumer<Piece> due) {
    while (!isBusy() && !waiting.isEmpty()) {
      var held = waiting;
      waiting = new ArrayList<>();
      held.forEach(piece -> offer(piece, due));
    }
  }

  private boolean isBusy() {
    return open != NONE && !arguments.isReached();
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
}
