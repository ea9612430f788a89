package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.CallArguments;

/** A call of one of the caller's tools. */
final class CallItem extends OutputItem {
  private final String callId;
  private final String name;
  private final StringBuilder arguments = new StringBuilder();

  CallItem(String id, int index, String callId, String name) {
    super(id, index);
    this.callId = callId;
    this.name = name;
  }

  /** Takes a part of the arguments in without a word. */
  void add(String more) {
    arguments.append(more);
  }

  void add(String more, Events events) {
    if (!more.isEmpty()) {
      add(more);
      events.send(event("response.function_call_arguments.delta", events).put("delta", more));
    }
  }

  /** Whether nothing has been said of arguments, where even none have to be an object. */
  boolean isBare() {
    return arguments.isEmpty();
  }

  @Override
  ObjectNode json() {
    return json("function_call")
        .put("call_id", callId)
        .put("name", name)
        .put("arguments", arguments.toString());
  }

  @Override
  void opened(Events events) {}

  @Override
  void closing(Events events) {
    if (isBare()) {
      add(CallArguments.NONE, events);
    }
    events.send(
        event("response.function_call_arguments.done", events)
            .put("name", name)
            .put("arguments", arguments.toString()));
  }
}
