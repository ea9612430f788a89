package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** The items of one answer. Their ids follow from the request's id and their place. */
final class Output {
  private final String id;
  private final List<OutputItem> items = new ArrayList<>();

  Output(String id) {
    this.id = id;
  }

  MessageItem message(boolean refusal) {
    return with(new MessageItem(nextId("msg"), items.size(), refusal));
  }

  ThoughtItem thought() {
    return with(new ThoughtItem(nextId("rs"), items.size()));
  }

  /**
   * A call of a tool.
   *
   * @param callId by which the caller refers to it; one is made up where it is empty
   */
  CallItem call(String callId, String name) {
    var known = callId.isEmpty() ? nextId("call") : callId;
    return with(new CallItem(nextId("fc"), items.size(), known, name));
  }

  private <T extends OutputItem> T with(T item) {
    items.add(item);
    return item;
  }

  private String nextId(String prefix) {
    return prefix + "_" + id + "_" + items.size();
  }

  /** Whether the model says why it would not answer. */
  boolean isRefused() {
    return items.stream().anyMatch(item -> item instanceof MessageItem said && said.isRefusal());
  }

  ArrayNode json() {
    var json = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> json.add(item.json()));
    return json;
  }
}
