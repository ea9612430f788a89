package dev.millrace.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An upstream may answer with whatever we sent it; a caller must not learn our secrets that way.
 */
class UpstreamSecretsTest {
  /** No shape gives it away: only that it is ours. */
  private static final String KEY = "Zebra/Quilt+mango:tulip~walnut?oyster";

  private static final String HEADER = "Bearer " + KEY;

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void ourKeyIsHiddenInWhateverFormItComesBack(String name, UnaryOperator<String> form) {
    var echoed = form.apply(KEY);

    var shown = UpstreamWords.presentable("you sent (" + echoed + ") to us", List.of(HEADER));

    assertThat(shown).contains("[hidden]").startsWith("you sent").endsWith("to us");
    assertNoTraceOf(echoed, shown);
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        form("plain", key -> key),
        form("in capitals", key -> key.toUpperCase(Locale.ROOT)),
        form("quoted", key -> '"' + key + '"'),
        form("a string in JSON in JSON", key -> "\\\"" + key.replace("/", "\\\\/") + "\\\""),
        form("url-encoded", UpstreamSecretsTest::encoded),
        form("url-encoded twice", key -> encoded(encoded(key))),
        form("every character url-encoded", key -> each(key, "%%%02x")),
        form("escaped as in JSON", key -> each(key, "\\u%04x")),
        form("escaped as in C", key -> each(key, "\\x%02x")),
        form("escaped as in HTML", key -> each(key, "&#%d;")),
        form("escaped as in HTML, twice", key -> each(key, "&amp;#x%x;")),
        form("in hexadecimal", key -> HexFormat.of().formatHex(bytes(key))),
        form("in base64", key -> base64(key)),
        form("in base64 for URLs", key -> Base64.getUrlEncoder().encodeToString(bytes(key))),
        form("in the base64 of a header", key -> base64("Bearer " + key)),
        form("in the base64 of one more byte", key -> base64("x" + key + "yz")),
        form("in the base64 of two more bytes", key -> base64("xy" + key + "z")),
        form("in base64 that is url-encoded", key -> encoded(base64(key))),
        form("in lines", key -> key.replaceAll("(.{5})", "$1\r\n")),
        form("in quoted lines", key -> key.replaceAll("(.{6})", "$1\\\\n\"\n  \"")),
        form("with invisible characters", key -> key.replaceAll("(.)", "$1\u200b")),
        form("in part", key -> key.substring(4, 22)),
        form("masked at the end", key -> key.substring(0, 12) + "*****"));
  }

  private static Arguments form(String name, UnaryOperator<String> form) {
    return arguments(name, form);
  }

  @Test
  void thePasswordOfBasicAuthenticationIsHiddenAlsoByItself() {
    var header = "Basic " + base64("service:correct-horse-battery");

    var shown =
        UpstreamWords.presentable(
            "no such user: service / correct-horse-battery, sent as " + header, List.of(header));

    assertThat(shown).doesNotContain("correct", "battery", base64("service:corr"));
  }

  @Test
  void aCommonWordIsNotTakenForOurKey() {
    var text = "The prompt is too long: Zebra and quilt are fine, 5000 characters are not.";

    assertThat(UpstreamWords.presentable(text, List.of(HEADER, "short"))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer abcdefghSECRET",
        "{\"authorization\": \"Basic SECRET0123\"}",
        "{\\\"api_key\\\": \\\"SECRET0123\\\"}",
        "Incorrect API key provided: SECRET0123. You can find yours in the console.",
        "x-api-key=SECRET0123&model=x",
        "X-Goog-Api-Key: SECRET0123",
        "password=SECRET",
        "client_secret: SECRETSECRET",
        "aws_secret_access_key=SECRET/0123",
        "Set-Cookie: a=b; session=SECRET; Path=/",
        "bad token \"SECRET-0123-4567\"",
        "could not fetch"
            + " https://store.example/in.png?X-Amz-Credential=SECRET&X-Amz-Signature=SECRET",
        "could not fetch https:\\/\\/store.example\\/in.png?sig=SECRET",
        "could not fetch https%3A%2F%2Fstore.example%2Fin.png%3FX-Amz-Signature%3DSECRETSECRET",
        "could not fetch https://store.example/in.png#access=SECRET",
        "the query said X-Amz-Signature=SECRET",
        "postgres://ann:SECRET@10.0.0.1/prod is away",
        "whsec_SECRET0123",
        "sk-proj-SECRET0123",
        "sk-SECRET***wxyz",
        "ghp_SECRET0123",
        "AKIASECRET0123456789",
        "AIzaSECRET0123456789abcdefgh",
        "eyJhbGciOiJIUzI1NiJ9.SECRET.SECRET",
        "eyJhbGciOiJIUzI1NiJ9.SECRET-abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqr-SECRET.SECRET",
        "data:image/png;base64,SECRETSECRETSECRET",
        "-----BEGIN PRIVATE KEY-----\nSECRET\nSECRET\n-----END PRIVATE KEY-----"
      })
  void whatLooksLikeASecretOfAnybodyIsHidden(String text) {
    assertThat(UpstreamWords.presentable("upstream: " + text, List.of()))
        .startsWith("upstream: ")
        .contains("[hidden]")
        .doesNotContain("SECRET");
  }

  @Test
  void longBase64IsHiddenAlsoInLines() {
    var picture = Base64.getMimeEncoder().encodeToString(new byte[2000]).replace('A', 'q');

    var shown = UpstreamWords.presentable("cannot decode " + picture + " as PNG", List.of());

    assertThat(shown).isEqualTo("cannot decode [hidden] as PNG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`width` must be a multiple of 8, not 1001 (see https://example.org/docs/sizes)",
        "Invalid key: prompt",
        "max tokens: 4096, asked for 5000",
        "no model accounts/acme/models/llama-v3p1-405b-instruct for request"
            + " 5f2c1a9e-0b7d-4c55-9d3e-1f6a7b8c9d0e",
        "Basic authentication is needed",
        "'messages[0].content' is a required property"
      })
  void aPlainSentenceStaysAsItIs(String text) {
    assertThat(UpstreamWords.presentable(text, List.of(HEADER))).isEqualTo(text);
  }

  @Test
  void nothingIsLeftThatAScreenOrALogWouldObey() {
    var text = "a\u0000b\u001b[31mc\u0085d\u2028e\u202ef\u200bg\ud800h";

    assertThat(UpstreamWords.presentable(text, List.of())).isEqualTo("a b [31mc d efgh");
  }

  @Test
  void ofATextWithoutEndNoHalfASecretIsLeft() {
    var picture = Base64.getMimeEncoder().encodeToString(new byte[9000]).replace('A', 'q');

    var shown = UpstreamWords.presentable("cannot decode " + picture, List.of());

    assertThat(shown).isEqualTo("cannot decode [hidden]");
  }

  @Test
  void theBoundCutsNoCharacterInTwo() {
    var shown = UpstreamWords.presentable("x" + "🌊".repeat(400), List.of());

    assertThat(shown).hasSizeLessThanOrEqualTo(501).endsWith("🌊…");
  }

  /** Not the key's and not its form's: no eight characters of either in a row. */
  private static void assertNoTraceOf(String echoed, String shown) {
    var lower = shown.toLowerCase(Locale.ROOT);
    Stream.of(KEY, echoed.strip())
        .map(text -> text.toLowerCase(Locale.ROOT))
        .flatMap(
            text ->
                IntStream.rangeClosed(0, text.length() - 8).mapToObj(i -> text.substring(i, i + 8)))
        .forEach(piece -> assertThat(lower).doesNotContain(piece));
  }

  private static String each(String text, String format) {
    return text.chars().mapToObj(format::formatted).collect(Collectors.joining());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
