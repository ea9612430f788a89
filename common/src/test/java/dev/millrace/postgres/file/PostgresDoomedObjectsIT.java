package dev.millrace.postgres.file;

import static dev.millrace.postgres.file.FileRows.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.file.DoomedObjects;
import dev.millrace.testing.Database;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a database of its own: whoever takes gets everybody's. */
class PostgresDoomedObjectsIT {
  private static final Database DATABASE = Database.apart("doomed_objects");
  private static final Instant NOW = Instant.parse("2020-01-02T00:00:00Z");
  private static final Instant AGAIN = NOW.plusSeconds(60);

  private final DoomedObjects doomed = new PostgresDoomedObjects(DATABASE.pool());

  @BeforeEach
  void nothingWaits() {
    DATABASE.run("delete from doomed_object");
  }

  @Test
  void whatIsTakenIsNobodyElsesUntilItIsDueAgain() {
    doom("a", NOW);
    doom("later", NOW.plusSeconds(1));

    assertThat(now(doomed.take(NOW, AGAIN, 10))).containsExactly("a");
    assertThat(now(doomed.take(NOW, AGAIN, 10))).isEmpty();
    assertThat(now(doomed.take(AGAIN, AGAIN.plusSeconds(60), 10)))
        .containsExactlyInAnyOrder("a", "later");
  }

  @Test
  void manyTakersGetEachObjectOnce() {
    IntStream.range(0, 200).forEach(i -> doom("k" + i, NOW));

    var taken =
        now(
            Uni.join()
                .all(IntStream.range(0, 8).mapToObj(i -> doomed.take(NOW, AGAIN, 40)).toList())
                .andFailFast());

    assertThat(taken.stream().flatMap(List::stream).toList()).doesNotHaveDuplicates();
    assertThat(taken).allMatch(keys -> keys.size() <= 40);
  }

  @Test
  void whatIsDeletedIsForgottenAndTheRestIsCountedFromWhenItWasDueFirst() {
    doom("a", NOW);
    doom("b", NOW);
    doom("later", AGAIN.plusSeconds(1));
    now(doomed.take(NOW, AGAIN, 10));
    now(doomed.take(AGAIN, AGAIN.plusSeconds(60), 10));

    now(doomed.deleted(List.of("a")));

    assertThat(now(doomed.waiting(AGAIN, 10)))
        .isEqualTo(new DoomedObjects.Waiting(1, Optional.of(NOW)));
    now(doomed.deleted(List.of("b")));
    assertThat(now(doomed.waiting(AGAIN, 10)))
        .isEqualTo(new DoomedObjects.Waiting(0, Optional.empty()));
  }

  private static void doom(String key, Instant due) {
    DATABASE.run(
        "insert into doomed_object (object_key, due_at) values ($1, $2)", key, FileRows.time(due));
  }
}
