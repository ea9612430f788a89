package dev.millrace.api.gateway.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Gemini's generateContent. */
final class GeminiFace implements Face {
  @Override
  public String title() {
    return "Gemini";
  }

  @Override
  public String path(String model, boolean streamed) {
    return "/v1beta/models/"
        + model
        + (streamed ? ":streamGenerateContent?alt=sse" : ":generateContent");
  }

  @Override
  public String keyHeader() {
    return "x-goog-api-key";
  }

  @Override
  public ObjectNode body(String model, Trait trait, boolean streamed) {
    var body =
        (ObjectNode)
            Scripts.quoted(
                "{'systemInstruction':{'parts':[{'text':'Be brief.'}]},'contents':[{'role':'user','parts':[{'text':'%s'}%s]}],'generationConfig':{'maxOutputTokens':64}}"
                    .formatted(trait.words(), image(trait)));
    var config = (ObjectNode) body.path("generationConfig");
    switch (trait) {
      case TOOLS, PARALLEL_TOOLS ->
          body.set(
              "tools",
              Scripts.quoted(
                  "[{'functionDeclarations':[{'name':'weather','description':'Says it.','parametersJsonSchema':%s}]}]"
                      .formatted(PARAMETERS)));
      case JSON_SCHEMA -> {
        config.put("responseMimeType", "application/json");
        config.set("responseJsonSchema", Scripts.quoted(SCHEMA));
      }
      case REASONING -> {
        config.put("maxOutputTokens", 20_000);
        config.putObject("thinkingConfig").put("thinkingBudget", 2048).put("includeThoughts", true);
      }
      case PLAIN, STREAM, IMAGE_IN, USAGE, ERROR, MID_STREAM_ERROR, CANCEL -> {}
    }
    return body;
  }

  private static String image(Trait trait) {
    return trait == Trait.IMAGE_IN
        ? ",{'inlineData':{'mimeType':'image/png','data':'%s'}}".formatted(PNG)
        : "";
  }

  @Override
  public Told whole(JsonNode reply) {
    var told = new Told();
    add(told, reply);
    return told;
  }

  @Override
  public Told stream(List<Scripts.Event> events) {
    var told = new Told();
    events.forEach(event -> add(told, event.json()));
    return told;
  }

  private static void add(Told told, JsonNode chunk) {
    told.model = chunk.path("modelVersion").asText(told.model);
    told.error += chunk.at("/error/message").asText();
    for (var part : chunk.at("/candidates/0/content/parts")) {
      if (part.path("thought").asBoolean()) {
        told.think(part.path("text"));
      } else if (part.has("functionCall")) {
        told.call(part.at("/functionCall/id"), part.at("/functionCall/name"))
            .arguments
            .append(part.at("/functionCall/args"));
      } else {
        told.say(part.path("text"));
      }
    }
    if (chunk.at("/candidates/0/finishReason").isTextual()) {
      told.stop = chunk.at("/candidates/0/finishReason").asText();
    }
    var usage = chunk.path("usageMetadata");
    if (usage.isObject()) {
      told.input = usage.path("promptTokenCount").asLong();
      told.cached = usage.path("cachedContentTokenCount").asLong();
      told.thought = usage.path("thoughtsTokenCount").asLong();
      told.output = usage.path("candidatesTokenCount").asLong() + told.thought;
    }
  }
}
