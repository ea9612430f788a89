package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.CallArguments;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The calls of an answer until they are whole; other protocols hand them out in parts. */
final class PendingCalls {
  private final Map<Integer, Pending> pending = new LinkedHashMap<>();
  private Optional<Pending> latest = Optional.empty();
  private boolean malformed;

  private static final class Pending {
    private final StringBuilder arguments = new StringBuilder();
    private String id = "";
    private String name = "";
    private Optional<String> signature = Optional.empty();
  }

  void add(Piece.ToolCall part) {
    var call = pending.computeIfAbsent(part.index(), index -> new Pending());
    part.id().ifPresent(id -> call.id = id);
    part.name().ifPresent(name -> call.name = name);
    call.arguments.append(part.arguments());
    latest = Optional.of(call);
  }

  /** Signs the call right before; false when there is none. */
  boolean sign(String proof) {
    latest.ifPresent(call -> call.signature = Optional.of(proof));
    return latest.isPresent();
  }

  /** Whether a call was left out. */
  boolean hasMalformed() {
    return malformed;
  }

  /** Writes those that wait; from then on none does. */
  void write(ArrayNode parts) {
    pending
        .values()
        .forEach(
            call ->
                write(
                    new Transcript.Tool(call.id, call.name, call.arguments.toString()),
                    call.signature,
                    parts));
    pending.clear();
    latest = Optional.empty();
  }

  void write(Transcript.Tool call, Optional<String> signature, ArrayNode parts) {
    var arguments = CallArguments.object(call.arguments()).filter(any -> !call.name().isEmpty());
    arguments.ifPresent(
        object -> {
          var part = parts.addObject();
          part.set("functionCall", call(call, object));
          signature.ifPresent(proof -> part.put("thoughtSignature", proof));
        });
    malformed |= arguments.isEmpty();
  }

  private static ObjectNode call(Transcript.Tool call, ObjectNode arguments) {
    var written = arguments.objectNode();
    written.put("id", call.id()).put("name", call.name()).set("args", arguments);
    return written;
  }
}
