package dev.millrace.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final String GOOD = RequestId.next(NOW, new Random(1)).toString();

  @Test
  void comesBackFromTheWireUnchanged() {
    assertThat(ids(10_000)).allSatisfy(id -> assertThat(reread(id)).isEqualTo(id));
  }

  @Test
  void comesBackAtTheEndsOfItsRangeToo() {
    var first = new RequestId(UUID.fromString("00000000-0000-7000-8000-000000000000"));
    var last = new RequestId(UUID.fromString("ffffffff-ffff-7fff-bfff-ffffffffffff"));

    assertThat(reread(first)).isEqualTo(first);
    assertThat(reread(last)).isEqualTo(last);
  }

  @Test
  void sortsAsTextAsItsUuidDoes() {
    var ids = ids(10_000);

    var byText = ids.stream().sorted(Comparator.comparing(RequestId::toString)).toList();
    var byUuid = ids.stream().sorted(Comparator.comparing(id -> id.value().toString())).toList();

    assertThat(byText).isEqualTo(byUuid).isEqualTo(ids.stream().sorted().toList());
  }

  @Test
  void anIdOfALaterMillisecondSortsAfter() {
    var random = new Random(2);

    var ids =
        IntStream.range(0, 1000)
            .mapToObj(i -> RequestId.next(NOW.plusMillis(i), random).toString())
            .toList();

    assertThat(ids).isSorted();
  }

  @Test
  void isA21CharacterWordThatNeedsNoEscapingAndBeginsWithALetter() {
    assertThat(ids(10_000))
        .extracting(RequestId::toString)
        .allMatch(text -> text.matches("[A-Za-z][A-Za-z0-9_-]{20}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-03-01T12:00:00Z", "4199-11-24T00:00:00Z"})
  void beginsWithTheSameLetterForTwoThousandYears(Instant time) {
    assertThat(RequestId.next(time, new Random(6)).toString()).startsWith(GOOD.substring(0, 1));
  }

  @Test
  void itsUuidIsOfVersionSevenAndTellsTheTime() {
    var id = RequestId.next(NOW, new Random(3));

    assertThat(id.value().version()).isEqualTo(7);
    assertThat(id.value().variant()).isEqualTo(2);
    assertThat(id.submittedAt()).isEqualTo(NOW);
  }

  @Test
  void twoOfTheSameMillisecondDiffer() {
    var random = new Random(4);

    assertThat(Stream.generate(() -> RequestId.next(NOW, random)).limit(100_000))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "----------------------", // 22
        "---------------------", // no mark
        "zzzzzzzzzzzzzzzzzzzzz",
        "00000000-0000-7000-8000-000000000000",
        "../../../../etc/passw",
        "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"
            + "\u0000\u0000\u0000\u0000\u0000\u0000\u0000",
      })
  void otherTextIsNoId(String text) {
    assertThat(RequestId.parse(text)).isEmpty();
  }

  @Test
  void oneForeignCharacterAnywhereMakesItNoId() {
    for (int at = 0; at < GOOD.length(); at++) {
      for (var foreign : List.of("!", "/", "%", " ", "é", "\uffff")) {
        assertThat(RequestId.parse(with(GOOD, at, foreign))).isEmpty();
      }
    }
  }

  @Test
  void anyTextIsEitherNoIdOrThatOfExactlyOne() {
    var random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      var text = anyText(random);
      RequestId.parse(text).ifPresent(id -> assertThat(id).hasToString(text));
    }
  }

  private static String anyText(Random random) {
    if (random.nextBoolean()) {
      return with(GOOD, random.nextInt(GOOD.length()), Character.toString(random.nextInt(128)));
    }
    var characters = new char[random.nextInt(23)];
    for (int i = 0; i < characters.length; i++) {
      characters[i] = (char) random.nextInt(random.nextBoolean() ? 128 : 65_536);
    }
    return new String(characters);
  }

  private static String with(String text, int at, String character) {
    return text.substring(0, at) + character + text.substring(at + 1);
  }

  private static RequestId reread(RequestId id) {
    return RequestId.parse(id.toString()).orElseThrow();
  }

  private static List<RequestId> ids(int count) {
    var random = new Random(6);
    return Stream.generate(
            () -> RequestId.next(Instant.ofEpochMilli(random.nextLong(1L << 48)), random))
        .limit(count)
        .toList();
  }
}
