package dev.millrace.api.gateway.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** OpenAI's chat completions. */
final class ChatFace implements Face {
  @Override
  public String title() {
    return "OpenAI chat";
  }

  @Override
  public String path(String model, boolean streamed) {
    return "/v1/chat/completions";
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
                "{'model':'%s','max_tokens':64,'messages':[{'role':'system','content':'Be brief.'},{'role':'user','content':%s}]}"
                    .formatted(model, content(trait)));
    if (streamed) {
      body.put("stream", true);
      body.putObject("stream_options").put("include_usage", true);
    }
    switch (trait) {
      case TOOLS, PARALLEL_TOOLS ->
          body.set(
              "tools",
              Scripts.quoted(
                  "[{'type':'function','function':{'name':'weather','description':'Says it.','parameters':%s}}]"
                      .formatted(PARAMETERS)));
      case JSON_SCHEMA ->
          body.set(
              "response_format",
              Scripts.quoted(
                  "{'type':'json_schema','json_schema':{'name':'answer','strict':true,'schema':%s}}"
                      .formatted(SCHEMA)));
      case REASONING -> {
        body.remove("max_tokens");
        body.put("max_completion_tokens", 20_000).put("reasoning_effort", "low");
      }
      case PLAIN, STREAM, IMAGE_IN, USAGE, ERROR, MID_STREAM_ERROR, CANCEL -> {}
    }
    return body;
  }

  private static String content(Trait trait) {
    return trait == Trait.IMAGE_IN
        ? "[{'type':'text','text':'%s'},{'type':'image_url','image_url':{'url':'data:image/png;base64,%s'}}]"
            .formatted(trait.words(), PNG)
        : "'" + trait.words() + "'";
  }

  @Override
  public Told whole(JsonNode reply) {
    var told = new Told();
    told.model = reply.path("model").asText();
    told.error = reply.at("/error/message").asText();
    var message = reply.at("/choices/0/message");
    told.say(message.path("content"));
    told.think(message.path("reasoning_content"));
    for (var call : message.path("tool_calls")) {
      told.call(call.path("id"), call.at("/function/name"))
          .arguments
          .append(call.at("/function/arguments").asText());
    }
    told.stop = reply.at("/choices/0/finish_reason").asText();
    usage(told, reply.path("usage"));
    return told;
  }

  @Override
  public Told stream(List<Scripts.Event> events) {
    var told = new Told();
    for (var event : events) {
      if (!event.data().equals("[DONE]")) {
        add(told, event.json());
      }
    }
    return told;
  }

  private static void add(Told told, JsonNode chunk) {
    told.model = chunk.path("model").asText(told.model);
    told.error += chunk.at("/error/message").asText();
    var delta = chunk.at("/choices/0/delta");
    told.say(delta.path("content"));
    told.think(delta.path("reasoning_content"));
    for (var part : delta.path("tool_calls")) {
      if (part.hasNonNull("id")) {
        told.call(part.path("id"), part.at("/function/name"));
      }
      told.call(part.path("index").asInt())
          .arguments
          .append(part.at("/function/arguments").asText());
    }
    if (chunk.at("/choices/0/finish_reason").isTextual()) {
      told.stop = chunk.at("/choices/0/finish_reason").asText();
    }
    if (chunk.path("usage").isObject()) {
      usage(told, chunk.path("usage"));
    }
  }

  private static void usage(Told told, JsonNode usage) {
    told.input = usage.path("prompt_tokens").asLong();
    told.cached = usage.at("/prompt_tokens_details/cached_tokens").asLong();
    told.output = usage.path("completion_tokens").asLong();
    told.thought = usage.at("/completion_tokens_details/reasoning_tokens").asLong();
  }
}
