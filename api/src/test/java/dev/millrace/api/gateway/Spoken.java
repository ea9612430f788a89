package dev.millrace.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.testing.Callers;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The protocols of the conversational faces, as plainly as they can be spoken. */
enum Spoken {
  CHAT(
      "openai-chat",
      "/v1/chat/completions",
      "/v1/chat/completions",
      "Authorization",
      "{'model':'%s','stream':%s,'messages':[{'role':'user','content':'%s'}]}",
      "error.code"),
  RESPONSES(
      "openai-responses",
      "/v1/responses",
      "/v1/responses",
      "Authorization",
      "{'model':'%s','stream':%s,'input':'%s'}",
      "error.code"),
  MESSAGES(
      "anthropic",
      "/v1/messages",
      "/v1/messages",
      "x-api-key",
      "{'model':'%s','stream':%s,'max_tokens':50,'messages':[{'role':'user','content':'%s'}]}",
      "error.code"),
  GEMINI(
      "gemini",
      "/v1beta/models/%s:generateContent",
      "/v1beta/models/%s:streamGenerateContent?alt=sse",
      "x-goog-api-key",
      "{'contents':[{'role':'user','parts':[{'text':'%3$s'}]}]}",
      "error.details[0].reason");

  private final String upstream;
  private final String path;
  private final String streamPath;
  private final String keyHeader;
  private final String body;
  private final String code;

  Spoken(
      String upstream, String path, String streamPath, String keyHeader, String body, String code) {
    this.upstream = upstream;
    this.path = path;
    this.streamPath = streamPath;
    this.keyHeader = keyHeader;
    this.body = body;
    this.code = code;
  }

  /** The model whose upstream speaks it too. */
  String model() {
    return "test/" + upstream;
  }

  /** Its upstream's scripts. */
  String folder() {
    return upstream;
  }

  String path(String model, boolean streamed) {
    return (streamed ? streamPath : path).formatted(model);
  }

  String body(String model, boolean streamed, String text) {
    return body.formatted(model, streamed, text).replace('\'', '"');
  }

  /** Says something to a model. */
  Response say(Callers.Caller caller, String model, String text) {
    return call(caller).body(body(model, false, text)).post(path(model, false));
  }

  RequestSpecification call(Callers.Caller caller) {
    return keyless().header(keyHeader, key(caller));
  }

  static RequestSpecification keyless() {
    return RestAssured.given().urlEncodingEnabled(false).contentType(ContentType.JSON);
  }

  String keyHeader() {
    return keyHeader;
  }

  String key(Callers.Caller caller) {
    return keyHeader.equals("Authorization") ? "Bearer " + caller.key() : caller.key();
  }

  /** Whether an error is in this protocol's own shape. */
  void assertError(Response response, int status, String stableCode) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("application/json");
    var json = response.jsonPath();
    assertThat(json.getString(code)).as(response.asString()).isEqualTo(stableCode);
    assertThat(json.getString("error.message")).isNotBlank();
    assertThat(json.getString("statusCode")).as("our own shape").isNull();
    switch (this) {
      case CHAT, RESPONSES -> assertThat(json.getString("error.type")).isNotBlank();
      case MESSAGES -> {
        assertThat(json.getString("type")).isEqualTo("error");
        assertThat(json.getString("error.type")).endsWith("_error");
        assertThat(response.header("request-id")).isEqualTo(response.header("x-request-id"));
      }
      case GEMINI -> {
        assertThat(json.getInt("error.code")).isEqualTo(status);
        assertThat(json.getString("error.status")).matches("[A-Z_]+");
      }
    }
  }
}
