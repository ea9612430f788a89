package dev.millrace.api.gateway.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a face's answer says, in words of no protocol. */
final class Told {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final List<Call> calls = new ArrayList<>();
  String stop = "";
  String model = "";
  String error = "";
  long input;
  long cached;
  long output;
  long thought;

  /** A call of a tool. */
  static final class Call {
    final String id;
    final String name;
    final StringBuilder arguments = new StringBuilder();

    private Call(String id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  void say(JsonNode words) {
    if (words.isTextual()) {
      text.append(words.textValue());
    }
  }

  void think(JsonNode words) {
    if (words.isTextual()) {
      reasoning.append(words.textValue());
    }
  }

  Call call(JsonNode id, JsonNode name) {
    calls.add(new Call(id.asText(), name.asText()));
    return calls.getLast();
  }

  Call call(int index) {
    return calls.get(index);
  }

  int callCount() {
    return calls.size();
  }

  String text() {
    return text.toString();
  }

  String reasoning() {
    return reasoning.toString();
  }

  /** Such as {@code weather {"city":"Rome"}}. */
  List<String> calls() {
    return calls.stream()
        .map(call -> call.name + " " + Scripts.json(call.arguments.toString()))
        .toList();
  }

  /** The ids by which results would be sent back. */
  List<String> ids() {
    return calls.stream().map(call -> call.id).toList();
  }
}
