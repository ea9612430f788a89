package dev.millrace.testing.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks for secrets has to be seen to find some. */
class SecretSearchTest {
  private static final String SECRET = "sk-planted/ßecret+0123=";

  private final SecretSearch search =
      new SecretSearch(List.of("mr_live_another0123456789", SECRET, "mr_live_third000000000"));

  @Test
  void aSecretIsFoundAsItIs() {
    assertThat(search.in("key=" + SECRET + ", and more"))
        .get()
        .returns("plain", found -> found.form());
    assertThat(search.in(SECRET)).isPresent();
  }

  @Test
  void whatWasFoundIsNotTold() {
    assertThat(search.in(SECRET).orElseThrow().toString())
        .contains("sk-planted")
        .doesNotContain("0123");
  }

  @Test
  void aSecretIsFoundInHexadecimalDigits() {
    var bytes = SECRET.getBytes(UTF_8);

    assertThat(search.in("\\x00" + HexFormat.of().formatHex(bytes) + "ff")).isPresent();
    assertThat(search.in(HexFormat.of().withUpperCase().formatHex(bytes))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "user:", "anybody:"})
  void aSecretIsFoundInBase64WhateverStandsBeforeIt(String before) {
    var bytes = (before + SECRET + " and more").getBytes(UTF_8);

    assertThat(search.in("Basic " + Base64.getEncoder().encodeToString(bytes))).isPresent();
    assertThat(search.in(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
        .isPresent();
  }

  @Test
  void aSecretIsFoundInAUrl() {
    assertThat(search.in("?key=" + URLEncoder.encode(SECRET, UTF_8) + "&x=1"))
        .get()
        .returns("URL-encoded", found -> found.form());
  }

  @Test
  void aPartOfASecretIsNone() {
    assertThat(search.in(SECRET.substring(1))).isEmpty();
    assertThat(search.in(SECRET.substring(0, SECRET.length() - 1))).isEmpty();
    assertThat(search.in("mr_live_anotherXXXX")).isEmpty();
    assertThat(search.in("")).isEmpty();
  }

  @Test
  void oneOfManyIsFoundInALongText() {
    var many =
        new SecretSearch(
            IntStream.range(0, 10_000)
                .mapToObj("mr_live_0123456789abcdef%06d"::formatted)
                .toList());
    var long1 = "mr_live_0123456789abcdef\n".repeat(100_000);

    assertThat(many.in(long1)).isEmpty();
    assertThat(many.in(long1 + "mr_live_0123456789abcdef004711")).isPresent();
  }
}
