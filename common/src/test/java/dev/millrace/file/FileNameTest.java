package dev.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FileNameTest {
  @Property
  void isNeverEmptyNorAPathNorTooLong(@ForAll("names") String given) {
    String name = FileName.safe(given);

    assertThat(name).isNotBlank().isNotIn(".", "..").doesNotContain("/", "\\");
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
  }

  @Property
  void holdsNothingThatIsNotShown(@ForAll("names") String given) {
    assertThat(FileName.safe(given)).doesNotMatch("(?s).*[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}].*");
    assertThat(FileName.safe(given))
        .doesNotMatch("(?s).*[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF].*");
  }

  @Property
  void isNormalAndComesBackFromUtf8(@ForAll("names") String given) {
    String name = FileName.safe(given);

    assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC)).isTrue();
    assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(name);
  }

  @Property
  void aSafeNameIsLeftAsItIs(@ForAll("names") String given) {
    String name = FileName.safe(given);

    assertThat(FileName.safe(name)).isEqualTo(name);
  }

  @Property
  void aPathAheadOfANameChangesNothing(@ForAll("names") String path, @ForAll("plain") String name) {
    assertThat(FileName.safe(path + "/" + name)).isEqualTo(name);
    assertThat(FileName.safe(path + "\\" + name)).isEqualTo(name);
  }

  @Property
  void aLongNameKeepsItsExtension(@ForAll("plain") String name) {
    assertThat(FileName.safe("ß".repeat(4000) + name + ".tar.gz")).startsWith("ß").endsWith(".gz");
  }

  @Example
  void knowsTheTricks() {
    assertThat(FileName.safe("../../etc/passwd")).isEqualTo("passwd");
    assertThat(FileName.safe("C:\\temp\\a.png")).isEqualTo("a.png");
    assertThat(FileName.safe("a\u0000.png\r\nSet-Cookie: x")).isEqualTo("a.pngSet-Cookie: x");
    assertThat(FileName.safe("\u202Egpj.exe")).isEqualTo("gpj.exe");
    assertThat(FileName.safe(".\u200E.")).isEqualTo("file");
    assertThat(FileName.safe("a/..")).isEqualTo("file");
    assertThat(FileName.safe("  \t ")).isEqualTo("file");
    assertThat(FileName.safe(null)).isEqualTo("file");
  }

  @Example
  void isCutAtACharacter() {
    assertThat(FileName.safe("x" + "😀".repeat(1000))).isEqualTo("x" + "😀".repeat(63));
    assertThat(FileName.safe("\uD83D.png")).isEqualTo(".png");
  }

  @Example
  void leavesHonestNamesAlone() {
    assertThat(FileName.safe("Bericht (final) für 2026.pdf"))
        .isEqualTo("Bericht (final) für 2026.pdf");
    assertThat(FileName.safe("fu\u0308r.png")).isEqualTo("f\u00FCr.png");
    assertThat(FileName.safe("תמונה.png")).isEqualTo("תמונה.png");
    assertThat(FileName.safe("👩‍👩‍👧.webp")).isEqualTo("👩‍👩‍👧.webp");
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> tricks =
        Arbitraries.of(
            "..", ".", "/", "\\", "\0", "\r\n", "\u202E", "\u2066", "\u200F", "\u0301", "\uD800",
            "\uDC00", " ", ".png", "\u2028", "\u0085");
    Arbitrary<String> pieces = Arbitraries.oneOf(tricks, Arbitraries.strings().ofMaxLength(300));
    return Combinators.combine(pieces.list().ofMaxSize(12), Arbitraries.integers().between(1, 9))
        .as((list, times) -> String.join("", list).repeat(times));
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings()
        .alpha()
        .numeric()
        .withChars("äß漢-_")
        .ofMinLength(1)
        .ofMaxLength(40);
  }
}
