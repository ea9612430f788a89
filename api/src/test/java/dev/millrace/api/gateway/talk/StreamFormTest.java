package dev.millrace.api.gateway.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conversation.Frame;
import dev.millrace.money.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamFormTest {
  @Test
  void eventsHaveTheirNamesAndEachLineItsField() {
    var form = StreamForm.Kind.EVENTS.begun();

    assertThat(
            form.write(
                    List.of(new Frame("ping", "{\"ü\":1}"), Frame.of("[DONE]"), Frame.of("a\nb")))
                .toString())
        .isEqualTo("event: ping\ndata: {\"ü\":1}\n\ndata: [DONE]\n\ndata: a\ndata: b\n\n");
    assertThat(form.end().length()).isZero();
  }

  @Test
  void aLineIsOneForEveryReaderAndAHeartbeatIsNone() {
    var form = StreamForm.Kind.LINES.begun();

    var text =
        form.write(List.of(Frame.of("{\"a\":\"水\u2028\u0085\"}"))).toString()
            + form.heartbeat()
            + form.write(List.of())
            + form.write(List.of(Frame.of("{}")))
            + form.end();

    assertThat(text).isEqualTo("{\"a\":\"水\\u2028\\u0085\"}\n {}\n");
  }

  @Test
  void theLastLineSaysWhatTheAnswerCost() {
    var last = List.of(Frame.of("{\"a\":1}"), Frame.of("{\"b\":2}"));
    var cost = Money.parse("0.25");

    assertThat(StreamForm.Kind.LINES.begun().priced(last, cost))
        .containsExactly(Frame.of("{\"a\":1}"), Frame.of("{\"b\":2,\"costUsd\":\"0.25\"}"));
    assertThat(StreamForm.Kind.EVENTS.begun().priced(last, cost)).isEqualTo(last);
  }

  @Test
  void anArrayIsOneHoweverItIsCutIntoPieces() {
    var form = StreamForm.Kind.JSON_ARRAY.begun();

    var text =
        form.write(List.of(Frame.of("{}"))).toString()
            + form.write(List.of())
            + form.write(List.of(Frame.of("{\"a\":1}"), Frame.of("2")))
            + form.heartbeat()
            + form.end();

    assertThat(text.replaceAll("\\s", "")).isEqualTo("[{},{\"a\":1},2]");
  }

  @Test
  void anArrayOfNothingIsStillOne() {
    assertThat(StreamForm.Kind.JSON_ARRAY.begun().end()).hasToString("[]");
  }
}
