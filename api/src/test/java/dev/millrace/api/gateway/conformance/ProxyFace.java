package dev.millrace.api.gateway.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Runtools' model proxy. */
final class ProxyFace implements Face {
  @Override
  public String title() {
    return "Runtools model proxy";
  }

  @Override
  public String path(String model, boolean streamed) {
    return streamed ? "/v1/model-proxy/stream" : "/v1/model-proxy";
  }

  @Override
  public String keyHeader() {
    return "Authorization";
  }

  @Override
  public ObjectNode body(String model, Trait trait, boolean streamed) {
    var body =
        (ObjectNode)
            Scripts.quoted(
                "{'model':'%s','options':{'maxTokens':64,'messages':[{'role':'system','content':'Be brief.'},{'role':'user','content':%s}]}}"
                    .formatted(model, content(trait)));
    var options = (ObjectNode) body.path("options");
    switch (trait) {
      case TOOLS, PARALLEL_TOOLS ->
          options.set(
              "tools",
              Scripts.quoted(
                  "[{'name':'weather','description':'Says it.','inputSchema':%s}]"
                      .formatted(PARAMETERS)));
      case JSON_SCHEMA ->
          options.set(
              "responseFormat",
              Scripts.quoted(
                  "{'type':'json','name':'answer','strict':true,'schema':%s}".formatted(SCHEMA)));
      case REASONING -> {
        options.put("maxTokens", 20_000);
        options.putObject("reasoning").put("effort", "low");
      }
      case PLAIN, STREAM, IMAGE_IN, USAGE, ERROR, MID_STREAM_ERROR, CANCEL -> {}
    }
    return body;
  }

  private static String content(Trait trait) {
    return trait == Trait.IMAGE_IN
        ? "[{'type':'text','text':'%s'},{'type':'image','image':'data:image/png;base64,%s'}]"
            .formatted(trait.words(), PNG)
        : "'" + trait.words() + "'";
  }

  @Override
  public Told whole(JsonNode reply) {
    var told = new Told();
    told.error = reply.at("/error/message").asText();
    var data = reply.path("data");
    told.model = data.path("model").asText();
    var message = data.path("message");
    told.say(message.path("content"));
    message.path("reasoning").forEach(thought -> told.think(thought.path("text")));
    message.path("toolCalls").forEach(call -> call(told, call));
    told.stop = data.path("finishReason").asText();
    usage(told, data.path("usage"));
    return told;
  }

  /** Every line is an object, and only that. */
  @Override
  public List<Scripts.Event> events(String body) {
    return body.lines()
        .map(line -> new Scripts.Event(Scripts.json(line).path("type").asText(), line))
        .toList();
  }

  @Override
  public Told stream(List<Scripts.Event> lines) {
    var told = new Told();
    lines.forEach(line -> add(told, line.json()));
    return told;
  }

  private static void add(Told told, JsonNode line) {
    switch (line.path("type").asText()) {
      case "start" -> told.model = line.path("model").asText();
      case "text-delta" -> told.say(line.path("text"));
      case "reasoning-delta" -> told.think(line.path("text"));
      case "tool-call" -> call(told, line);
      case "usage" -> usage(told, line.path("usage"));
      case "finish" -> told.stop = line.path("finishReason").asText();
      case "error" -> told.error = line.at("/error/message").asText();
      default -> throw new AssertionError("a line of no type that is published: " + line);
    }
  }

  private static void call(Told told, JsonNode call) {
    told.call(call.path("toolCallId"), call.path("toolName")).arguments.append(call.path("input"));
  }

  private static void usage(Told told, JsonNode usage) {
    told.input = usage.path("inputTokens").asLong();
    told.cached = usage.path("cachedInputTokens").asLong();
    told.output = usage.path("outputTokens").asLong();
    told.thought = usage.path("reasoningTokens").asLong();
  }
}
