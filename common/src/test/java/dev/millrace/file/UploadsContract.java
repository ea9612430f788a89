package dev.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.file.Upload.Way;
import dev.millrace.file.Uploads.Begun;
import dev.millrace.file.Uploads.Found;
import dev.millrace.file.Uploads.Room;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every Uploads promises. */
public abstract class UploadsContract {
  protected static final Duration SOON = Duration.ofSeconds(30);
  protected static final Instant AT = Instant.parse("2026-02-03T04:05:06Z");
  protected static final Room ROOM = new Room(5, Optional.empty());
  protected static final Found FOUND = new Found(10, "image/png", Optional.of("ab".repeat(32)));

  protected abstract Uploads uploads();

  /** One that exists, with nothing of its own. */
  protected abstract AccountId account();

  protected static <T> T got(Uni<T> one) {
    return one.await().atMost(SOON);
  }

  protected Upload kept(Upload upload) {
    assertThat(got(uploads().begin(upload, ROOM))).isEqualTo(Begun.KEPT);
    return upload;
  }

  @Test
  void anUploadIsFoundAsItBegan() {
    var upload = kept(AnUpload.of(account()).way(Way.MULTIPART).multipart("m-1").build());

    assertThat(got(uploads().find(upload.account(), upload.id()))).contains(upload);
    assertThat(got(uploads().find(upload.id()))).contains(upload);
  }

  @Test
  void whatWasNotDeclaredStaysUnsaid() {
    var upload = kept(AnUpload.of(account()).undeclared().build());

    assertThat(got(uploads().find(upload.id()))).contains(upload);
  }

  @Test
  void anotherAccountDoesNotFindIt() {
    var upload = kept(AnUpload.of(account()).build());

    assertThat(got(uploads().find(account(), upload.id()))).isEmpty();
  }

  @Test
  void anAccountHasAtMostSoManyUnfinished() {
    var account = account();
    var first = AnUpload.of(account).build();
    var room = new Room(2, Optional.empty());
    got(uploads().begin(first, room));
    got(uploads().begin(AnUpload.of(account).build(), room));
    var third = AnUpload.of(account).build();

    assertThat(got(uploads().begin(third, room))).isEqualTo(Begun.TOO_MANY_UNFINISHED);
    assertThat(got(uploads().find(third.id()))).isEmpty();
    assertThat(got(uploads().begin(AnUpload.of(account()).build(), room))).isEqualTo(Begun.KEPT);
    got(uploads().finish(first.id(), FOUND, AT));
    assertThat(got(uploads().begin(third, room))).isEqualTo(Begun.KEPT);
  }

  /** The upkeep gives it up, and may be late. */
  @Test
  void anUploadPastItsTimeDoesNotCount() {
    var account = account();
    var room = new Room(1, Optional.empty());
    var first = AnUpload.of(account).build();
    got(uploads().begin(first, room));
    var later = AnUpload.of(account).at(first.expiresAt()).build();

    assertThat(got(uploads().begin(later, room))).isEqualTo(Begun.KEPT);
  }

  @Test
  void howLongItsFileLivesCanBeSaidAnew() {
    var upload = kept(AnUpload.of(account()).build());
    var life = Optional.of(Duration.ofMinutes(3));

    got(uploads().keepFor(upload.id(), life));
    assertThat(lifeOf(upload)).isEqualTo(life);
    got(uploads().keepFor(upload.id(), Optional.empty()));
    assertThat(lifeOf(upload)).isEmpty();
  }

  private Optional<Duration> lifeOf(Upload upload) {
    return got(uploads().find(upload.id())).orElseThrow().declared().life();
  }

  @Test
  void manyAtOnceAreNotMoreThanThereIsRoomFor() {
    var account = account();
    var room = new Room(3, Optional.empty());
    var begins =
        IntStream.range(0, 8)
            .mapToObj(n -> uploads().begin(AnUpload.of(account).build(), room))
            .toList();

    assertThat(got(Uni.join().all(begins).andFailFast())).filteredOn(Begun.KEPT::equals).hasSize(3);
  }

  @Test
  void filesAndUploadsHaveAtMostSoManyBytesTogether() {
    var account = account();
    var room = new Room(9, Optional.of(25L));
    var first = AnUpload.of(account).size(10).build();
    got(uploads().begin(first, room));
    got(uploads().finish(first.id(), FOUND, AT));
    got(uploads().begin(AnUpload.of(account).size(10).build(), room));

    assertThat(got(uploads().begin(AnUpload.of(account).size(6).build(), room)))
        .isEqualTo(Begun.TOO_MANY_BYTES);
    assertThat(got(uploads().begin(AnUpload.of(account).size(5).build(), room)))
        .isEqualTo(Begun.KEPT);
    assertThat(got(uploads().begin(AnUpload.of(account).undeclared().build(), room)))
        .isEqualTo(Begun.TOO_MANY_BYTES);
  }

  @Test
  void aFinishedUploadIsAFileOfTheSameId() {
    var upload = kept(AnUpload.of(account()).build());

    var file = got(uploads().finish(upload.id(), FOUND, AT));

    assertThat(file).contains(new StoredFile(upload.id(), upload.key(), "a.png", "image/png", 10));
    assertThat(got(uploads().find(upload.id()))).isEmpty();
  }

  @Test
  void manyWhoFinishAtOnceGetTheOneFile() {
    var upload = kept(AnUpload.of(account()).build());
    var finishes =
        IntStream.range(0, 8).mapToObj(n -> uploads().finish(upload.id(), FOUND, AT)).toList();

    assertThat(got(Uni.join().all(finishes).andFailFast()))
        .allSatisfy(file -> assertThat(file.map(StoredFile::id)).contains(upload.id()));
  }

  @Test
  void whatNeverBeganIsNotFinished() {
    assertThat(got(uploads().finish(UUID.randomUUID(), FOUND, AT))).isEmpty();
    assertThat(got(uploads().drop(UUID.randomUUID(), AT))).isFalse();
  }

  @Test
  void whatWasGivenUpIsGone() {
    var upload = kept(AnUpload.of(account()).build());

    assertThat(got(uploads().drop(upload.id(), AT))).isTrue();
    assertThat(got(uploads().drop(upload.id(), AT))).isFalse();
    assertThat(got(uploads().find(upload.id()))).isEmpty();
    assertThat(got(uploads().finish(upload.id(), FOUND, AT))).isEmpty();
  }

  /** Whoever finishes or gives up first has done so; the other one learns it. */
  @Test
  void finishingAndGivingUpAtOnceEndInOneOfThem() {
    var upload = kept(AnUpload.of(account()).build());

    var both =
        got(
            Uni.combine()
                .all()
                .unis(uploads().finish(upload.id(), FOUND, AT), uploads().drop(upload.id(), AT))
                .asTuple());

    assertThat(both.getItem1().isPresent()).isNotEqualTo(both.getItem2());
  }

  @Test
  void aPutIsLookedAtSoonAndThenEverMoreSeldom() {
    var upload = kept(AnUpload.of(account()).way(Way.PUT).build());

    assertThat(due(upload, 29)).isFalse();
    assertThat(due(upload, 30)).isTrue();
    assertThat(due(upload, 59)).isFalse();
    assertThat(due(upload, 100)).isTrue();
    assertThat(due(upload, 199)).isFalse();
    assertThat(due(upload, 200)).isTrue();
  }

  @Test
  void whatWeWouldBeToldOfIsLookedAtWhenItsTimeIsOver() {
    var upload = kept(AnUpload.of(account()).way(Way.CHUNKS).build());

    assertThat(due(upload, 3599)).isFalse();
    assertThat(due(upload, 3600)).isTrue();
    assertThat(due(upload, 3601)).isFalse();
    assertThat(due(upload, 3900)).isTrue();
  }

  private boolean due(Upload upload, long seconds) {
    return got(uploads().due(upload.createdAt().plusSeconds(seconds), 10_000)).stream()
        .map(Upload::id)
        .anyMatch(upload.id()::equals);
  }

  @Test
  void multipartsOfUploadsAreKnown() {
    var mine = UUID.randomUUID().toString();
    kept(AnUpload.of(account()).way(Way.MULTIPART).multipart(mine).build());

    assertThat(got(uploads().knownMultiparts(List.of(mine, "nobodys")))).containsExactly(mine);
  }
}
