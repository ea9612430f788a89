package dev.millrace.api.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "//a",
        "/a.b/..c/...",
        "/owner/model-1.5/v2",
        "/a%20b",
        "/%C3%A9",
        "/v1beta/models/x:generateContent",
        "/a~b",
        "/%7Ea",
        "/a@b"
      })
  void aPathWithOneReadingIsFine(String path) {
    assertThat(PathGuard.refuse(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..",
        "/.",
        "/a/..",
        "/a/../b",
        "/a/./b",
        "/%2e%2e/a",
        "/.%2E",
        "/a%2fb",
        "/a%2Fb",
        "/a%5Cb",
        "/a\\b",
        "/a%00",
        "/a%1f",
        "/a\tb",
        "/a%7f",
        "/a;b",
        "/a%3Bb",
        "/a%",
        "/a%2",
        "/a%g0",
        "/a%0"
      })
  void aPathWithTwoReadingsIsRefused(String path) {
    assertThat(PathGuard.refuse(path)).isPresent();
  }
}
