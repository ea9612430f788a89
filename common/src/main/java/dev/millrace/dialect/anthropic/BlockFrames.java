package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Signer;
import java.util.List;

/**
 * Writes the blocks of one answer, event by event. One block is open at a time; indexes have no
 * gaps. Pieces of calls come one call after the other.
 */
final class BlockFrames {
  /** What the open block holds. */
  private enum Open {
    NOTHING,
    TEXT,
    THOUGHT,
    CALL,
    /** An upstream's own block, which the caller got as it was. */
    RELAYED
  }

  private final String id;
  private final boolean thoughtsShown;
  private Open open = Open.NOTHING;
  private int index = -1;
  private int call = -1;
  private boolean refused;

  /**
   * @param id of the answer, for calls that have none of their own
   */
  BlockFrames(String id, boolean thoughtsShown) {
    this.id = id;
    this.thoughtsShown = thoughtsShown;
  }

  boolean hasCalls() {
    return call >= 0;
  }

  boolean isRefused() {
    return refused;
  }

  void write(Piece piece, List<Frame> frames) {
    switch (piece) {
      case Piece.Text text -> write(text, frames);
      case Piece.ToolCall part -> write(part, frames);
      case Piece.Signature signature -> sign(Signer.ANTHROPIC.told(signature.value()), frames);
      case Piece.Citation source -> cite(source, frames);
      case Piece.Verbatim verbatim -> frames.add(verbatim.frame());
      case Piece.Used used -> {}
      case Piece.Ended ended -> {}
    }
  }

  private void write(Piece.Text text, List<Frame> frames) {
    refused |= text.kind() == Piece.Kind.REFUSAL;
    if (text.kind() != Piece.Kind.REASONING) {
      beText(frames);
      frames.add(Delta.text(index, text.text()));
    } else {
      beThought(frames);
      if (thoughtsShown) {
        frames.add(Delta.thought(index, text.text()));
      }
    }
  }

  private void beText(List<Frame> frames) {
    if (open != Open.TEXT) {
      open(Open.TEXT, BlockWriter.block("text").put("text", ""), frames);
    }
  }

  private void beThought(List<Frame> frames) {
    if (open != Open.THOUGHT) {
      open(Open.THOUGHT, BlockWriter.thought("", ""), frames);
    }
  }

  private void write(Piece.ToolCall part, List<Frame> frames) {
    if (open != Open.CALL || call != part.index()) {
      call = part.index();
      var name = part.id().orElse("toolu_" + id + call);
      open(Open.CALL, WholeBlocks.callStart(name, part.name().orElse("")), frames);
    }
    if (!part.arguments().isEmpty()) {
      frames.add(Delta.input(index, part.arguments()));
    }
  }

  /** Only thoughts are signed in this protocol; a signature of words or of a call has no place. */
  private void sign(String proof, List<Frame> frames) {
    if (Redacted.data(proof).isPresent()) {
      open(Open.NOTHING, BlockWriter.thought("", proof), frames);
      frames.add(stop());
    } else if (open == Open.THOUGHT || open == Open.NOTHING) {
      beThought(frames);
      frames.add(Delta.signature(index, proof));
      close(frames);
    }
  }

  private void cite(Piece.Citation source, List<Frame> frames) {
    beText(frames);
    frames.add(Delta.citation(index, WholeBlocks.citation(source)));
  }

  private void open(Open kind, ObjectNode block, List<Frame> frames) {
    close(frames);
    open = kind;
    index++;
    var start = BlockWriter.block("content_block_start").put("index", index);
    start.set("content_block", block);
    frames.add(new Frame("content_block_start", start.toString()));
  }

  /** Takes notice of an upstream's own frame: a block that it leaves open is still to be closed. */
  void relayed(Frame frame) {
    switch (frame.event()) {
      case "content_block_start" -> {
        open = Open.RELAYED;
        index++;
      }
      case "content_block_stop" -> open = Open.NOTHING;
      default -> {}
    }
  }

  void close(List<Frame> frames) {
    if (open != Open.NOTHING) {
      open = Open.NOTHING;
      frames.add(stop());
    }
  }

  private Frame stop() {
    return new Frame(
        "content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "}");
  }
}
