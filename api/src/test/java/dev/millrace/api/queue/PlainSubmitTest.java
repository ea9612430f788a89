package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.OwnPaths;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainSubmitTest {
  @ParameterizedTest
  @ValueSource(strings = {"/local/echo", "/acme/gpt-4.1_mini", "/a/b", "/runner/v1"})
  void anOwnerAndAnAliasArePlain(String path) {
    assertThat(PlainSubmit.isPlainPath(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/local",
        "/local/",
        "//echo",
        "/local//echo",
        "/local/echo/",
        "/local/echo/fast",
        "/local/echo/requests/1/cancel",
        "/local/%65cho",
        "/local/echo;a=b",
        "/Local/echo",
        "/local/échо",
        "/local/a+b",
        "local/echo"
      })
  void whateverElseNeedsALookIsNot(String path) {
    assertThat(PlainSubmit.isPlainPath(path)).isFalse();
  }

  @Test
  void pathsOfOurOwnAreNot() {
    assertThat(Pattern.compile("\\|").splitAsStream(OwnPaths.alternatives()))
        .noneMatch(own -> PlainSubmit.isPlainPath("/" + own + "/echo"));
  }
}
