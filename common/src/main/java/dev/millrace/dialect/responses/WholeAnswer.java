package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.millrace.conversation.StopReason;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.CallArguments;
import java.util.Optional;

/** Makes of all that was said the items that a stream of it would end with. */
final class WholeAnswer {
  private final Output output;
  private Optional<OutputItem> last = Optional.empty();
  private Optional<MessageItem> words = Optional.empty();

  WholeAnswer(Output output) {
    this.output = output;
  }

  /** The items; their status is told by {@link Ending}. */
  ArrayNode items(Transcript answer, StopReason reason) {
    answer.blocks().forEach(this::add);
    if (!answer.citations().isEmpty()) {
      var cited = words.orElseGet(() -> next(output.message(false)));
      answer.citations().forEach(cited::cite);
    }
    last.ifPresent(item -> item.close(Ending.status(reason, output.isRefused())));
    return output.json();
  }

  private void add(Transcript.Block block) {
    switch (block) {
      case Transcript.Block.Words said -> add(said);
      case Transcript.Block.Call(var tool, var signature) -> {
        var call = next(output.call(tool.id(), tool.name()));
        call.add(tool.arguments().isEmpty() ? CallArguments.NONE : tool.arguments());
        signature.ifPresent(value -> next(output.thought()).sign(value));
      }
    }
  }

  private void add(Transcript.Block.Words said) {
    switch (said.kind()) {
      case CONTENT -> words = Optional.of(message(said.text(), false));
      case REFUSAL -> message(said.text(), true);
      case REASONING -> {
        var thought = next(output.thought());
        thought.add(said.text());
        said.signature().ifPresent(thought::sign);
      }
    }
  }

  private MessageItem message(String text, boolean refusal) {
    var message = next(output.message(refusal));
    message.add(text);
    return message;
  }

  /** All but the last are whole. */
  private <T extends OutputItem> T next(T item) {
    last.ifPresent(before -> before.close(Ending.COMPLETED));
    last = Optional.of(item);
    return item;
  }
}
