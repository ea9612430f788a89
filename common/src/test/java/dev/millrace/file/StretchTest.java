package dev.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.blob.BlobWalk.Seen;
import dev.millrace.file.ObjectKey.Place;
import dev.millrace.file.Stretch.Stand;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StretchTest {
  private static final Instant YOUNGEST = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ID = "0197a3c1-1111-7222-8333-444455556666";

  @Test
  void eachKeyThatWeWriteIsRead() {
    assertThat(Place.UPLOADS.read("uploads/0197a3c1-0000-7000-8000-000000000000/" + ID))
        .isPresent();
    assertThat(Place.OUTPUTS.read("outputs/account/request-id-of-21-char/" + ID)).isPresent();
    assertThat(Place.CHUNKS.read("chunks/" + ID + "/17")).isPresent();
    assertThat(Place.THUMBNAILS.read("thumbnails/account/" + ID)).isPresent();
    assertThat(Place.PAYLOADS.read("payloads/" + ID + "/output"))
        .hasValueSatisfying(key -> assertThat(key.id()).hasToString(ID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uploads/a/b",
        "uploads/a/" + ID + "/more",
        "uploads/" + ID,
        "uploads/a/b/" + ID,
        "uploads/a/" + ID + "\n",
        "xuploads/a/" + ID,
        "uploads//" + ID
      })
  void noOtherKeyIs(String key) {
    assertThat(Place.UPLOADS.read(key)).isEmpty();
  }

  @Test
  void onlyOldKeysOfOursAreAskedFor() {
    var stretch =
        Stretch.of(
            Place.CHUNKS,
            List.of(
                new Seen("chunks/" + ID + "/1", YOUNGEST),
                new Seen("chunks/" + ID + "/2", YOUNGEST.plusMillis(1)),
                new Seen("chunks/readme", YOUNGEST),
                new Seen("chunks/young-stranger", YOUNGEST.plusMillis(1))),
            YOUNGEST);

    assertThat(stretch.old()).extracting(ObjectKey::text).containsExactly("chunks/" + ID + "/1");
    assertThat(stretch.strange()).isEqualTo(1);
  }

  @Test
  void aFullPageGoesOnBehindItsLastKeyAndAnotherOneInTheNextPlace() {
    var seen = List.of(new Seen("chunks/a", YOUNGEST), new Seen("chunks/b", YOUNGEST));

    assertThat(Stretch.of(Place.CHUNKS, seen, YOUNGEST).then(2))
        .contains(new Stand("chunks/", "chunks/b"));
    assertThat(Stretch.of(Place.CHUNKS, seen, YOUNGEST).then(3))
        .contains(new Stand("outputs/", ""));
    assertThat(Stretch.of(Place.UPLOADS, List.of(), YOUNGEST).then(3)).isEmpty();
  }

  @Test
  void aWalkBeginsWithTheFirstPlaceAndComesToAll() {
    assertThat(Stand.NONE.place()).isEqualTo(Place.values()[0]);
    var last = Stand.NONE.place();
    int places = 1;
    for (var next = last.next(); next.isPresent(); next = next.get().next()) {
      assertThat(new Stand(next.get().prefix(), "").place()).isEqualTo(next.get());
      places++;
    }
    assertThat(places).isEqualTo(Place.values().length);
  }
}
