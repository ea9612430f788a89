package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.fault.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments of tool calls as text. */
class CallArgumentsTest {
  @Test
  void anObjectStaysAsItIsWritten() {
    assertThat(CallArguments.of(value("{ \"a\" : 1.0 }"))).isEqualTo("{ \"a\" : 1.0 }");
  }

  @Test
  void decimalsStayAsTheyAre() {
    var text = "{\"a\":1.0,\"b\":0.1234567890123456789,\"c\":12345678901234567890}";

    assertThat(CallArguments.object(text).orElseThrow().toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void noTextIsNoArguments(String text) {
    assertThat(CallArguments.of(value(text))).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "{", "{} {}", "{\"a\":}", "{'a':1}", "words"})
  void whatIsNoObjectIsRefused(String text) {
    assertThatThrownBy(() -> CallArguments.of(value(text)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("'arguments' must be a JSON object");
  }

  @Test
  void depthBeyondAllReasonIsRefused() {
    var text = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);

    assertThatThrownBy(() -> CallArguments.of(value(text))).isInstanceOf(FaultException.class);
  }

  private static Fields.Value value(String text) {
    return new Fields.Value("arguments", TextNode.valueOf(text));
  }
}
