package dev.millrace.api.files.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresentationTest {

  @ParameterizedTest
  @CsvSource({
    "image/png, image/png",
    "image/jpeg, image/jpeg",
    "image/jpg, image/jpeg",
    "IMAGE/PNG, image/png",
    "'image/webp; charset=x', image/webp",
    "image/avif, image/avif",
    "video/mp4, video/mp4",
    "'video/webm; codecs=vp9', video/webm",
    "audio/mpeg, audio/mpeg",
    "text/plain, text/plain; charset=utf-8",
    "'text/plain; charset=utf-7', text/plain; charset=utf-8"
  })
  void whatCannotDoAnythingIsShown(String declared, String type) {
    var shown = Presentation.of("x", declared);

    assertThat(shown.inline()).isTrue();
    assertThat(shown.contentType()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json",
    "application/pdf",
    "text/csv",
    "application/zip",
    "model/gltf-binary"
  })
  void dataIsDownloadedUnderItsOwnType(String declared) {
    var shown = Presentation.of("x", declared);

    assertThat(shown.inline()).isFalse();
    assertThat(shown.contentType()).isEqualTo(declared);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "TEXT/HTML; charset=utf-8",
        "application/xhtml+xml",
        "image/svg+xml",
        "image/svg",
        "text/xml",
        "application/xml",
        "application/rss+xml",
        "video/x+xml",
        "text/javascript",
        "application/javascript",
        "application/ecmascript",
        "application/wasm",
        "text/css",
        "text/xsl",
        "multipart/related",
        "message/rfc822",
        "application/x-shockwave-flash",
        "application/x-unheard-of",
        "image/unheard-of",
        "",
        "html",
        "image/png\r\nX-Evil: 1",
        "image/png, text/html",
        "image/png text/html",
        "image/png\u0000",
        "*/*"
      })
  void whatABrowserMightRunIsDownloadedAsBytesOfNoKind(String declared) {
    var shown = Presentation.of("x", declared);

    assertThat(shown.inline()).isFalse();
    assertThat(shown.contentType()).isEqualTo("application/octet-stream");
  }

  @ParameterizedTest
  @CsvSource({
    "'a b.png', a%20b.png",
    "'\"; filename=evil.exe', %22%3B%20filename%3Devil.exe",
    "'../../etc/passwd', .._.._etc_passwd",
    "'a\\b', a_b",
    "ä, %C3%A4"
  })
  void aNameNeverEndsItsHeader(String name, String encoded) {
    assertThat(Presentation.of(name, "image/png").disposition())
        .isEqualTo("inline; filename*=UTF-8''" + encoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\u0000b", "gnp\u202e.exe", "\u2067a", "a\u0085b"})
  void controlsAndTurnedWritingAreTakenOutOfNames(String name) {
    assertThat(Presentation.of(name, "text/html").disposition())
        .startsWith("attachment; filename*=UTF-8''")
        .contains("_")
        .doesNotContain("%0D", "%0A", "%00", "%E2%80%AE", "%E2%81%A7", "%C2%85");
  }
}
