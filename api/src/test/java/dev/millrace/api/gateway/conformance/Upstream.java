package dev.millrace.api.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.provider.FakeUpstream;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** An upstream dialect: plays scripts, and knows how each wish is said in it. */
public enum Upstream {
  CHAT(
      "openai-chat",
      "OpenAI chat",
      Map.of(
          Trait.TOOLS, "/tools/0/function/name=weather",
          Trait.PARALLEL_TOOLS, "/tools/0/function/name=weather",
          Trait.IMAGE_IN, "/messages/1/content/1/image_url/url=data:image/png;base64," + Face.PNG,
          Trait.JSON_SCHEMA, "/response_format/json_schema/schema/required/0=n",
          Trait.REASONING, "/reasoning_effort=low",
          Trait.PLAIN, "/messages/0/content=Be brief.")),
  RESPONSES(
      "openai-responses",
      "OpenAI Responses",
      Map.of(
          Trait.TOOLS, "/tools/0/name=weather",
          Trait.PARALLEL_TOOLS, "/tools/0/name=weather",
          Trait.IMAGE_IN, "/input/0/content/1/image_url=data:image/png;base64," + Face.PNG,
          Trait.JSON_SCHEMA, "/text/format/schema/required/0=n",
          Trait.REASONING, "/reasoning/effort=low",
          Trait.PLAIN, "/instructions=Be brief.")),
  ANTHROPIC(
      "anthropic",
      "Anthropic",
      Map.of(
          Trait.TOOLS, "/tools/0/name=weather",
          Trait.PARALLEL_TOOLS, "/tools/0/name=weather",
          Trait.IMAGE_IN, "/messages/0/content/1/source/data=" + Face.PNG,
          Trait.JSON_SCHEMA, "/output_config/format/schema/required/0=n",
          Trait.REASONING, "/thinking/budget_tokens=2048")),
  GEMINI(
      "gemini",
      "Gemini",
      Map.of(
          Trait.TOOLS, "/tools/0/functionDeclarations/0/name=weather",
          Trait.PARALLEL_TOOLS, "/tools/0/functionDeclarations/0/name=weather",
          Trait.IMAGE_IN, "/contents/0/parts/1/inlineData/data=" + Face.PNG,
          Trait.JSON_SCHEMA, "/generationConfig/responseJsonSchema/required/0=n",
          Trait.REASONING, "/generationConfig/thinkingConfig/thinkingBudget=2048",
          Trait.PLAIN, "/systemInstruction/parts/0/text=Be brief."));

  private final String folder;
  private final String title;
  private final Map<Trait, String> wishes;

  Upstream(String folder, String title, Map<Trait, String> wishes) {
    this.folder = folder;
    this.title = title;
    this.wishes = wishes;
  }

  /** As the table calls it. */
  String title() {
    return title;
  }

  /** Its scripts' folder, the alias of its model, and the first step of its paths. */
  public String folder() {
    return folder;
  }

  /** The caller's wish has reached the upstream in the upstream's own words. */
  void assertWish(Trait trait, JsonNode asked) {
    var wish = wishes.get(trait);
    if (wish != null) {
      int end = wish.indexOf('=');
      assertThat(asked.at(JsonPointer.compile(wish.substring(0, end))).asText())
          .as("%s of %s", wish.substring(0, end), asked)
          .isEqualTo(wish.substring(end + 1));
    }
  }

  /** Answers whatever comes below {@code /<folder>/} by the script that the caller's words name. */
  public static void play(FakeUpstream fake) {
    fake.onAnything(Upstream::answer);
  }

  private static void answer(FakeUpstream.Asked asked) {
    var path = asked.request().path();
    var folder = path.substring(1, path.indexOf('/', 1));
    var body = asked.body().toString();
    int begin = body.indexOf("script [") + "script [".length();
    var script = body.substring(begin, body.indexOf(']', begin));
    boolean streamed =
        path.endsWith(":streamGenerateContent")
            || Scripts.json(body).path("stream").asBoolean(false);
    var response = asked.response();
    if (script.equals("error")) {
      response
          .setStatusCode(400)
          .putHeader("content-type", "application/json")
          .end(Scripts.read(folder + "/error.json"));
    } else if (script.equals("silent") || script.equals("held") && !streamed) {
      return; // the caller waits for ever
    } else if (streamed) {
      response.setChunked(true).putHeader("content-type", "text/event-stream");
      var stream = Scripts.read(folder + "/" + script + ".sse");
      response.write(Buffer.buffer(stream));
      if (!script.equals("held")) {
        response.end();
      }
    } else {
      response
          .putHeader("content-type", "application/json")
          .end(Scripts.read(folder + "/" + script + ".json"));
    }
  }
}
