package dev.millrace.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Puts the events of a stream together again, by the strict rules of the official clients: every
 * event has its number, speaks of what has been announced, and takes up where the last one ended.
 */
final class Accumulator {
  private final Set<String> ids = new HashSet<>();
  private final ArrayNode output = JsonNodeFactory.instance.arrayNode();
  private long next;
  private JsonNode last = JsonNodeFactory.instance.missingNode();

  void add(JsonNode event) {
    assertThat(event.path("sequence_number").asLong(-1)).isEqualTo(next++);
    var type = event.path("type").asText();
    switch (type) {
      case "response.created" -> assertThat(next).isEqualTo(1);
      case "response.in_progress" -> assertThat(next).isEqualTo(2);
      case "response.output_item.added" -> added(event);
      case "response.output_item.done" -> ended(event);
      case "response.content_part.added" -> grow(event, "content", "content_index");
      case "response.reasoning_summary_part.added" -> grow(event, "summary", "summary_index");
      case "response.content_part.done" -> same(event, event.path("part"), "content");
      case "response.reasoning_summary_part.done" -> same(event, event.path("part"), "summary");
      case "response.output_text.delta" -> append(event, part(event, "content"), "text");
      case "response.refusal.delta" -> append(event, part(event, "content"), "refusal");
      case "response.reasoning_summary_text.delta" -> append(event, part(event, "summary"), "text");
      case "response.function_call_arguments.delta" -> append(event, item(event), "arguments");
      case "response.output_text.done" -> same(event, part(event, "content"), "text", "text");
      case "response.refusal.done" -> same(event, part(event, "content"), "refusal", "refusal");
      case "response.reasoning_summary_text.done" ->
          same(event, part(event, "summary"), "text", "text");
      case "response.function_call_arguments.done" -> {
        same(event, item(event), "arguments", "arguments");
        same(event, item(event), "name", "name");
      }
      case "response.output_text.annotation.added" -> annotated(event);
      case "response.completed", "response.incomplete", "response.failed" ->
          last = event.path("response");
      default -> throw new AssertionError("unexpected event " + type);
    }
  }

  /** What the events came to. */
  ArrayNode output() {
    return output;
  }

  /** The response of the last event. */
  JsonNode last() {
    return last;
  }

  private void added(JsonNode event) {
    var item = event.path("item");
    assertThat(event.path("output_index").asInt(-1)).isEqualTo(output.size());
    assertThat(ids.add(item.path("id").asText())).isTrue();
    assertThat(item.path("status").asText()).isEqualTo("in_progress");
    if (item.has("call_id")) {
      assertThat(item.path("call_id").asText()).isNotEmpty();
      assertThat(ids.add(item.path("call_id").asText())).isTrue();
    }
    output.add(item);
  }

  private void ended(JsonNode event) {
    int at = event.path("output_index").asInt(-1);
    var item = event.path("item").deepCopy();
    var before = (ObjectNode) output.get(at);
    assertThat(item.path("status").asText()).isIn("completed", "incomplete");
    before.set("status", item.path("status"));
    if (item.has("encrypted_content")) {
      before.set("encrypted_content", item.path("encrypted_content"));
    }
    assertThat(item).isEqualTo(before);
  }

  private ObjectNode item(JsonNode event) {
    var item = output.get(event.path("output_index").asInt(-1));
    assertThat(event.path("item_id").asText()).isEqualTo(item.path("id").asText());
    return (ObjectNode) item;
  }

  private ObjectNode part(JsonNode event, String list) {
    var index = list.equals("content") ? "content_index" : "summary_index";
    return (ObjectNode) item(event).path(list).get(event.path(index).asInt(-1));
  }

  private void grow(JsonNode event, String list, String index) {
    var parts = (ArrayNode) item(event).path(list);
    assertThat(event.path(index).asInt(-1)).isEqualTo(parts.size());
    parts.add(event.path("part"));
  }

  private static void append(JsonNode event, ObjectNode to, String field) {
    assertThat(event.path("delta").asText()).isNotEmpty();
    to.set(field, TextNode.valueOf(to.path(field).textValue() + event.path("delta").textValue()));
  }

  private static void same(JsonNode event, ObjectNode with, String field, String told) {
    assertThat(event.path(told)).isEqualTo(with.path(field));
  }

  private void same(JsonNode event, JsonNode part, String list) {
    assertThat(part).isEqualTo(part(event, list));
  }

  private void annotated(JsonNode event) {
    var annotations = (ArrayNode) part(event, "content").path("annotations");
    assertThat(event.path("annotation_index").asInt(-1)).isEqualTo(annotations.size());
    annotations.add(event.path("annotation"));
  }
}
