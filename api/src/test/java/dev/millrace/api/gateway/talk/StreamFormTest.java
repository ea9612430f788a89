package dev.millrace.api.gateway.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conversation.Frame;
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
