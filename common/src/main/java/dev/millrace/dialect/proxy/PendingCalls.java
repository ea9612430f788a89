package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import java.util.ArrayList;
import java.util.List;

/** The calls of an answer until they are whole, for a line each: readers need no buffer then. */
final class PendingCalls {
  private Transcript pending = new Transcript();
  private boolean any;

  void add(Piece.ToolCall part) {
    pending.add(part);
    any = true;
  }

  /** Signs the call right before; false when there is none. */
  boolean sign(Piece.Signature signature) {
    if (any) {
      pending.add(signature);
    }
    return any;
  }

  /** The lines of those that wait; from then on none does. */
  List<Frame> taken() {
    var lines = new ArrayList<Frame>();
    for (var block : pending.blocks()) {
      if (block instanceof Transcript.Block.Call(var tool, var signature)) {
        var line = JsonNodeFactory.instance.objectNode().put("type", Lines.TOOL_CALL);
        PartsWriter.call(tool, signature, line);
        lines.add(new Frame(Lines.TOOL_CALL, line.toString()));
      }
    }
    pending = new Transcript();
    any = false;
    return lines;
  }
}
