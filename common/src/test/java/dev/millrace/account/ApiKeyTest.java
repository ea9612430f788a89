package dev.millrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @ParameterizedTest
  @EnumSource
  void comesBackFromItsText(ApiKey.Kind kind) {
    var key = ApiKey.generate(kind, RANDOM);

    var read = ApiKey.parse(key.reveal()).orElseThrow();

    assertThat(read.kind()).isEqualTo(kind);
    assertThat(read.reveal()).isEqualTo(key.reveal());
  }

  @Test
  void twoKeysDiffer() {
    assertThat(aKey().reveal()).isNotEqualTo(aKey().reveal());
  }

  @Test
  void theTextOfAKindBeginsWithItsPrefix() {
    assertThat(ApiKey.generate(ApiKey.Kind.LIVE, RANDOM).reveal()).startsWith("mr_live_");
    assertThat(ApiKey.generate(ApiKey.Kind.TEST, RANDOM).reveal()).startsWith("mr_test_");
    assertThat(ApiKey.generate(ApiKey.Kind.ADMIN, RANDOM).reveal()).startsWith("mr_admin_");
  }

  @Test
  void isRefusedWithAnyOneCharacterChanged() {
    var text = aKey().reveal();
    for (int at = 0; at < text.length(); at++) {
      for (int other = 0; other < ALPHABET.length(); other++) {
        var changed = text.substring(0, at) + ALPHABET.charAt(other) + text.substring(at + 1);
        assertThat(ApiKey.parse(changed).isPresent()).isEqualTo(changed.equals(text));
      }
    }
  }

  @Test
  void isRefusedWithTwoNeighboursSwapped() {
    var text = aKey().reveal();
    for (int at = 0; at + 1 < text.length(); at++) {
      if (text.charAt(at) != text.charAt(at + 1)) {
        assertThat(ApiKey.parse(swapped(text, at))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mr_live_", "mr_", "sk-1234", "mr_live_short", "MR_LIVE_x"})
  void otherTextIsNoKey(String text) {
    assertThat(ApiKey.parse(text)).isEmpty();
  }

  @Test
  void isRefusedWithSomethingBeforeOrAfter() {
    var text = aKey().reveal();

    assertThat(ApiKey.parse(text + "0")).isEmpty();
    assertThat(ApiKey.parse(" " + text)).isEmpty();
    assertThat(ApiKey.parse(text.substring(0, text.length() - 1))).isEmpty();
  }

  @Test
  void whatIsStoredIsTheSha256OfTheWholeText() throws NoSuchAlgorithmException {
    var key = aKey();

    var expected =
        MessageDigest.getInstance("SHA-256").digest(key.reveal().getBytes(StandardCharsets.UTF_8));

    assertThat(key.sha256()).isEqualTo(HexFormat.of().formatHex(expected)).hasSize(64);
  }

  @Test
  void whatIsShownHidesAllButFourCharactersOfTheSecret() {
    var key = aKey();

    assertThat(key.hint()).hasSize("mr_live_".length() + 5).endsWith("…");
    assertThat(key.reveal()).startsWith(key.hint().replace("…", ""));
    assertThat(key).hasToString(key.hint());
  }

  private static ApiKey aKey() {
    return ApiKey.generate(ApiKey.Kind.LIVE, RANDOM);
  }

  private static String swapped(String text, int at) {
    return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
  }
}
