package dev.millrace.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealTypeTest {
  private static final String PNG = "89504e470d0a1a0a0000000d49484452";
  private static final String JPEG = "ffd8ffe000104a46494600010100";
  private static final String MP4 = "00000018667479706d703432000000006d703432";
  private static final String AVIF = "0000001c66747970617669660000000061766966";
  private static final String ZIP = "504b0304140000000800";
  private static final String GZIP = "1f8b0800000000000003";
  private static final String NOISE = "0102030400fffefd";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "video/mp4",
        "audio/mpeg",
        "application/pdf",
        "application/zip",
        "IMAGE/PNG; a=b"
      })
  void aPageOrAScriptIsNoMedium(String declared) {
    assertThat(RealType.contradiction(declared, text("<!DOCTYPE html><script>1</script>")))
        .contains("text/html");
    assertThat(RealType.contradiction(declared, text("<html><body>hello</body></html>")))
        .isPresent();
    assertThat(RealType.contradiction(declared, text("alert(document.cookie)"))).isPresent();
    assertThat(RealType.contradiction(declared, text("#!/bin/sh\nrm -r x\n"))).isPresent();
    assertThat(
            RealType.contradiction(
                declared, text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>")))
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, " + PNG,
    "image/jpeg, " + PNG,
    "image/jpeg, " + JPEG,
    "video/mp4, " + MP4,
    "audio/mp4, " + MP4,
    "image/avif, " + AVIF,
    "application/zip, " + ZIP,
    "image/png, " + NOISE,
    "application/pdf, " + NOISE,
    "video/mp4, " + NOISE
  })
  void whatFitsOrCannotBeToldPasses(String declared, String bytes) {
    assertThat(RealType.contradiction(declared, hex(bytes))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, " + ZIP,
    "image/png, " + MP4,
    "video/mp4, " + PNG,
    "audio/mpeg, " + JPEG,
    "application/pdf, " + ZIP,
    "application/zip, " + GZIP,
    "application/zip, " + PNG
  })
  void anotherFamilyIsNamed(String declared, String bytes) {
    assertThat(RealType.contradiction(declared, hex(bytes))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/octet-stream",
        "text/html",
        "text/plain",
        "application/json",
        "model/gltf-binary",
        "nonsense"
      })
  void otherTypesAreNotHeldToTheirBytes(String declared) {
    assertThat(RealType.contradiction(declared, text("<html></html>"))).isEmpty();
    assertThat(RealType.contradiction(declared, hex(PNG))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image/svg+xml | <svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "image/svg+xml | <?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "audio/x-mpegurl | #EXTM3U"
      })
  void mediaThatAreTextPassAsText(String declared, String content) {
    assertThat(RealType.contradiction(declared, text(content))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/pdf"})
  void anEmptyFileSaysNothing(String declared) {
    assertThat(RealType.contradiction(declared, new byte[0])).isEmpty();
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
