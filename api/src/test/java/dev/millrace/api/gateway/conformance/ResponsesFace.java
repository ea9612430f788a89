package dev.millrace.api.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** OpenAI's Responses. */
final class ResponsesFace implements Face {
  @Override
  public String title() {
    return "OpenAI Responses";
  }

  @Override
  public String path(String model, boolean streamed) {
    return "/v1/responses";
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
                "{'model':'%s','max_output_tokens':64,'instructions':'Be brief.','input':%s}"
                    .formatted(model, input(trait)));
    if (streamed) {
      body.put("stream", true);
    }
    switch (trait) {
      case TOOLS, PARALLEL_TOOLS ->
          body.set(
              "tools",
              Scripts.quoted(
                  "[{'type':'function','name':'weather','description':'Says it.','strict':false,'parameters':%s}]"
                      .formatted(PARAMETERS)));
      case JSON_SCHEMA ->
          body.set(
              "text",
              Scripts.quoted(
                  "{'format':{'type':'json_schema','name':'answer','strict':true,'schema':%s}}"
                      .formatted(SCHEMA)));
      case REASONING -> {
        body.put("max_output_tokens", 20_000);
        body.putObject("reasoning").put("effort", "low").put("summary", "auto");
      }
      case PLAIN, STREAM, IMAGE_IN, USAGE, ERROR, MID_STREAM_ERROR, CANCEL -> {}
    }
    return body;
  }

  private static String input(Trait trait) {
    return trait == Trait.IMAGE_IN
        ? "[{'role':'user','content':[{'type':'input_text','text':'%s'},{'type':'input_image','detail':'auto','image_url':'data:image/png;base64,%s'}]}]"
            .formatted(trait.words(), PNG)
        : "'" + trait.words() + "'";
  }

  @Override
  public Told whole(JsonNode reply) {
    var told = new Told();
    told.model = reply.path("model").asText();
    told.error = reply.at("/error/message").asText();
    for (var item : reply.path("output")) {
      item(told, item);
    }
    end(told, reply);
    return told;
  }

  private static void item(Told told, JsonNode item) {
    switch (item.path("type").asText()) {
      case "message" -> item.path("content").forEach(part -> told.say(part.path("text")));
      case "reasoning" -> item.path("summary").forEach(part -> told.think(part.path("text")));
      case "function_call" ->
          told.call(item.path("call_id"), item.path("name"))
              .arguments
              .append(item.path("arguments").asText());
      default -> throw new AssertionError("an item of an unknown type: " + item);
    }
  }

  private static void end(Told told, JsonNode response) {
    told.stop = response.path("status").asText();
    var usage = response.path("usage");
    told.input = usage.path("input_tokens").asLong();
    told.cached = usage.at("/input_tokens_details/cached_tokens").asLong();
    told.output = usage.path("output_tokens").asLong();
    told.thought = usage.at("/output_tokens_details/reasoning_tokens").asLong();
  }

  @Override
  public Told stream(List<Scripts.Event> events) {
    var told = new Told();
    int number = 0;
    for (var event : events) {
      var json = event.json();
      if (json.path("type").isTextual()) {
        assertThat(event.name()).isEqualTo(json.path("type").asText());
        assertThat(json.path("sequence_number").asInt(-1)).isEqualTo(number++);
      }
      add(told, json);
    }
    return told;
  }

  private static void add(Told told, JsonNode event) {
    switch (event.path("type").asText()) {
      case "response.created" -> told.model = event.at("/response/model").asText();
      case "response.output_text.delta" -> told.say(event.path("delta"));
      case "response.reasoning_summary_text.delta" -> told.think(event.path("delta"));
      case "response.output_item.added" -> {
        if (event.at("/item/type").asText().equals("function_call")) {
          told.call(event.at("/item/call_id"), event.at("/item/name"));
        }
      }
      case "response.function_call_arguments.delta" ->
          told.call(told.callCount() - 1).arguments.append(event.path("delta").asText());
      case "response.completed", "response.incomplete" -> end(told, event.path("response"));
      case "response.failed" -> told.error += event.at("/response/error/message").asText();
      case "error" -> told.error += event.path("message").asText();
      default -> {
        if (event.has("error")) {
          told.error += event.at("/error/message").asText();
        }
      }
    }
  }
}
