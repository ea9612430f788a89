package dev.millrace.api.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Anthropic's messages. */
final class MessagesFace implements Face {
  @Override
  public String title() {
    return "Anthropic messages";
  }

  @Override
  public String path(String model, boolean streamed) {
    return "/v1/messages";
  }

  @Override
  public String keyHeader() {
    return "x-api-key";
  }

  @Override
  public ObjectNode body(String model, Trait trait, boolean streamed) {
    var body =
        (ObjectNode)
            Scripts.quoted(
                "{'model':'%s','max_tokens':64,'system':'Be brief.','messages':[{'role':'user','content':%s}]}"
                    .formatted(model, content(trait)));
    if (streamed) {
      body.put("stream", true);
    }
    switch (trait) {
      case TOOLS, PARALLEL_TOOLS ->
          body.set(
              "tools",
              Scripts.quoted(
                  "[{'name':'weather','description':'Says it.','input_schema':%s}]"
                      .formatted(PARAMETERS)));
      case JSON_SCHEMA ->
          body.set(
              "output_config",
              Scripts.quoted("{'format':{'type':'json_schema','schema':%s}}".formatted(SCHEMA)));
      case REASONING -> {
        body.put("max_tokens", 20_000);
        body.putObject("thinking").put("type", "enabled").put("budget_tokens", 2048);
      }
      case PLAIN, STREAM, IMAGE_IN, USAGE, ERROR, MID_STREAM_ERROR, CANCEL -> {}
    }
    return body;
  }

  private static String content(Trait trait) {
    return trait == Trait.IMAGE_IN
        ? "[{'type':'text','text':'%s'},{'type':'image','source':{'type':'base64','media_type':'image/png','data':'%s'}}]"
            .formatted(trait.words(), PNG)
        : "'" + trait.words() + "'";
  }

  @Override
  public Told whole(JsonNode reply) {
    var told = new Told();
    told.model = reply.path("model").asText();
    told.error = reply.at("/error/message").asText();
    for (var block : reply.path("content")) {
      switch (block.path("type").asText()) {
        case "text" -> told.say(block.path("text"));
        case "thinking" -> told.think(block.path("thinking"));
        case "tool_use" ->
            told.call(block.path("id"), block.path("name")).arguments.append(block.path("input"));
        default -> throw new AssertionError("a block of an unknown type: " + block);
      }
    }
    told.stop = reply.path("stop_reason").asText();
    usage(told, reply.path("usage"));
    return told;
  }

  @Override
  public Told stream(List<Scripts.Event> events) {
    var told = new Told();
    int open = -1;
    int next = 0;
    for (var event : events) {
      var json = event.json();
      assertThat(event.name()).isEqualTo(json.path("type").asText());
      switch (json.path("type").asText()) {
        case "message_start" -> told.model = json.at("/message/model").asText();
        case "content_block_start" -> {
          assertThat(open).as("one block is open at a time").isEqualTo(-1);
          open = json.path("index").asInt();
          assertThat(open).isEqualTo(next++);
          if (json.at("/content_block/type").asText().equals("tool_use")) {
            told.call(json.at("/content_block/id"), json.at("/content_block/name"));
          }
        }
        case "content_block_delta" -> {
          assertThat(json.path("index").asInt()).isEqualTo(open);
          delta(told, json.path("delta"));
        }
        case "content_block_stop" -> {
          assertThat(json.path("index").asInt()).isEqualTo(open);
          open = -1;
        }
        case "message_delta" -> {
          told.stop = json.at("/delta/stop_reason").asText();
          usage(told, json.path("usage"));
        }
        case "error" -> told.error = json.at("/error/message").asText();
        case "message_stop", "ping" -> {}
        default -> throw new AssertionError("an event of an unknown type: " + json);
      }
    }
    return told;
  }

  private static void delta(Told told, JsonNode delta) {
    switch (delta.path("type").asText()) {
      case "text_delta" -> told.say(delta.path("text"));
      case "thinking_delta" -> told.think(delta.path("thinking"));
      case "input_json_delta" ->
          told.call(told.callCount() - 1).arguments.append(delta.path("partial_json").asText());
      case "signature_delta" -> {}
      default -> throw new AssertionError("a delta of an unknown type: " + delta);
    }
  }

  /** This protocol counts cached tokens beside the others, and thoughts among the written ones. */
  private static void usage(Told told, JsonNode usage) {
    told.cached = usage.path("cache_read_input_tokens").asLong();
    told.input =
        usage.path("input_tokens").asLong()
            + told.cached
            + usage.path("cache_creation_input_tokens").asLong();
    told.output = usage.path("output_tokens").asLong();
  }
}
