package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.conversation.Part;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the bytes of pictures and documents are. */
class SourcesTest {
  @Test
  void aDataUriIsTakenApart() {
    assertThat(Sources.of(value("data:image/png;base64,AAEC")))
        .isEqualTo(new Part.Source.Data("image/png", "AAEC"));
  }

  @Test
  void parametersOfTheMediaTypeAndLineBreaksAreLeftOut() {
    assertThat(Sources.data(value("data:text/plain;charset=utf-8;base64,AA\r\nEC\n")))
        .isEqualTo(new Part.Source.Data("text/plain", "AAEC"));
  }

  @Test
  void aUrlIsAUrl() {
    assertThat(Sources.of(value("https://example.org/a,b.png")))
        .isEqualTo(new Part.Source.Url("https://example.org/a,b.png"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data:",
        "data:,",
        "data:image/png",
        "data:image/png,plain",
        "data:;base64,AAEC",
        "data:image/png;base64,",
        "ftp://example.org/a.png",
        "file:///etc/passwd",
        "AAEC"
      })
  void anythingElseIsRefusedByTheNameOfItsField(String text) {
    assertThatThrownBy(() -> Sources.of(value(text)))
        .isInstanceOfSatisfying(
            FaultException.class,
            refusal -> {
              assertThat(refusal.fault().code()).isEqualTo(FaultCode.MALFORMED);
              assertThat(refusal.fault().details()).containsEntry("param", "image_url.url");
            });
  }

  @Test
  void aUrlIsNoDataUri() {
    assertThatThrownBy(() -> Sources.data(value("https://example.org/a.pdf")))
        .isInstanceOf(FaultException.class);
  }

  private static Fields.Value value(String text) {
    return new Fields.Value("image_url.url", TextNode.valueOf(text));
  }
}
