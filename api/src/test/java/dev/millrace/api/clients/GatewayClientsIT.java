package dev.millrace.api.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.gateway.conformance.Upstream;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The official JavaScript clients of all protocols, unmodified, against every upstream. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class GatewayClientsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WORDS = "A mill race is a channel. ☃ 水";
  private static final String CALLS =
      "[[\"weather\",{\"city\":\"Rome\"}],[\"weather\",{\"city\":\"Oslo\"}]]";

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @Test
  void everyClientTalksToEveryUpstream() throws IOException {
    Npm.install();
    Upstream.play(OneUpstream.afresh());
    var models = Stream.of(Upstream.values()).map(one -> "test/" + one.folder()).toList();
    var arguments =
        new ArrayList<>(List.of("http://localhost:" + port, Callers.with("1000").key()));
    arguments.addAll(models);

    var seen = JSON.readTree(Npm.node("gateway.mjs", arguments));

    for (var client : List.of("chat", "responses", "messages", "generate")) {
      for (var model : models) {
        var told = seen.path(client).path(model);
        assertThat(told.path("error").toString()).as("%s to %s", client, model).isEmpty();
        assertTold(told.path("value"), model, client + " to " + model);
      }
    }
    for (var model : models) {
      assertThat(seen.at("/chat").path(model).at("/value/image").asText()).isEqualTo("red");
      assertThat(seen.at("/chat").path(model).at("/value/schema/n").asInt()).isEqualTo(42);
      assertThat(seen.at("/chat").path(model).at("/value/broken/error/message").asText())
          .isNotEmpty()
          .doesNotContain("10.0.0.7");
      assertThat(seen.at("/responses").path(model).at("/value/thought").asText())
          .isEqualTo("Let me think.");
      assertThat(seen.at("/messages").path(model).at("/value/thought").asText())
          .isEqualTo("Let me think.");
      for (var client : List.of("messages", "generate")) {
        assertThat(seen.path(client).path(model).at("/value/broken/error/message").asText())
            .as("%s to %s", client, model)
            .isNotEmpty()
            .doesNotContain("10.0.0.7");
      }
    }
    assertThat(seen.at("/models/value").toString()).contains(models);
  }

  private static void assertTold(JsonNode told, String model, String who) {
    assertThat(told.path("plain").asText()).as(who).isEqualTo(WORDS);
    assertThat(told.path("streamed").asText()).as(who).isEqualTo(WORDS);
    assertThat(told.path("turn").asText()).as(who).isEqualTo(WORDS);
    assertThat(told.path("model").asText()).as(who).isEqualTo(model);
    assertThat(told.path("calls").toString()).as(who).isEqualTo(CALLS);
    assertThat(told.path("usage").asInt()).as(who).isIn(21, 9);
    assertThat(told.at("/refused/error/message").asText())
        .as(who)
        .contains("temperature is too high");
  }
}
