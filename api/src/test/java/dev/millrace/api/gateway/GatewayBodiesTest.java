package dev.millrace.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayBodiesTest {
  private static final String SENT = "{ \"messages\" : [ ] , \"seed\" : null }";

  @Test
  void fieldsGoIntoTheBytesAndAllElseStaysAsItWasSent() throws IOException {
    var body = body().with(Map.of("seed", IntNode.valueOf(7)));

    assertThat(text(body)).isEqualTo("{ \"messages\" : [ ] , \"seed\" : 7 }");
    assertThat(new ObjectMapper().readTree(body.raw())).isEqualTo(body.json());
  }

  @Test
  void aBodyWithoutMoreIsTheSame() throws IOException {
    var body = body();

    assertThat(body.with(Map.of())).isSameAs(body);
  }

  private static GatewayBodies.Body body() throws IOException {
    var bytes = SENT.getBytes(StandardCharsets.UTF_8);
    return new GatewayBodies.Body(bytes, new ObjectMapper().readValue(bytes, ObjectNode.class));
  }

  private static String text(GatewayBodies.Body body) {
    return new String(body.raw(), StandardCharsets.UTF_8);
  }
}
