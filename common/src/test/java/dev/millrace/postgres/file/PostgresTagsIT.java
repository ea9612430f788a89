package dev.millrace.postgres.file;

import static dev.millrace.postgres.file.FileRows.Wanted.called;
import static dev.millrace.postgres.file.FileRows.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.file.Tag;
import dev.millrace.file.Tags;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresTagsIT {
  private final Database database = Database.shared();
  private final FileRows rows = new FileRows(database);
  private final PostgresTags tags =
      new PostgresTags(
          database.pool(),
          Settings.of(
              ShelfConfig.class,
              Map.of("millrace.shelf.tags", "3", "millrace.shelf.tags-of-a-file", "2")));
  private final AccountId account = rows.account();
  private final AccountId stranger = rows.account();

  @Test
  void capitalsDoNotTellTagsApart() {
    var first = made("Holiday");

    assertThat(made("hOLIDAY")).isEqualTo(first);
    assertThat(now(tags.make(stranger, "holiday", Instant.now())).orElseThrow().id())
        .isNotEqualTo(first.id());
  }

  @Test
  void anAccountGetsNoMoreThanItMayHaveHoweverManyAskAtOnce() {
    var asked =
        IntStream.range(0, 12)
            .mapToObj(i -> tags.make(account, "tag " + i, Instant.now()))
            .toList();

    var made = now(Uni.join().all(asked).andFailFast());

    assertThat(made.stream().filter(Optional::isPresent)).hasSize(3);
    assertThat(now(tags.list(account))).hasSize(3);
    var known = now(tags.list(account)).getFirst().tag();
    assertThat(made(known.name())).isEqualTo(known);
  }

  @Test
  void aFileGetsNoMoreThanItMayHave() {
    var file = rows.file(account, called("x"));

    assertThat(put(file, made("a"))).isEqualTo(Tags.Put.DONE);
    assertThat(put(file, made("b"))).isEqualTo(Tags.Put.DONE);
    assertThat(put(file, made("c"))).isEqualTo(Tags.Put.FULL);
    assertThat(put(file, made("a"))).isEqualTo(Tags.Put.DONE);
  }

  @Test
  void anothersFileAndAnothersTagAreUnknown() {
    var file = rows.file(account, called("x"));
    var theirs = rows.file(stranger, called("y"));
    var tag = made("a");
    var theirTag = now(tags.make(stranger, "b", Instant.now())).orElseThrow();

    assertThat(put(theirs, tag)).isEqualTo(Tags.Put.UNKNOWN);
    assertThat(put(file, theirTag)).isEqualTo(Tags.Put.UNKNOWN);
    assertThat(now(tags.find(account, theirTag.id()))).isEmpty();
    assertThat(now(tags.delete(account, theirTag.id()))).isFalse();
    assertThat(now(tags.take(account, theirs, theirTag.id()))).isFalse();
    assertThat(now(tags.find(stranger, theirTag.id()))).contains(theirTag);
    assertThat(
            database.run(
                "select from file_tag where file_id = any($1)", (Object) new UUID[] {file, theirs}))
        .isEmpty();
  }

  @Test
  void anExpiredFileTakesNoTags() {
    var over = rows.file(account, called("x").until(Instant.now().minusSeconds(1)));

    assertThat(put(over, made("a"))).isEqualTo(Tags.Put.UNKNOWN);
  }

  @Test
  void tagsAreCountedTakenOffAndDeleted() {
    var one = rows.file(account, called("x"));
    var other = rows.file(account, called("y"));
    var tag = made("a");
    put(one, tag);
    put(other, tag);

    assertThat(now(tags.list(account))).containsExactly(new Tags.Counted(tag, 2));
    assertThat(now(tags.take(account, one, tag.id()))).isTrue();
    assertThat(now(tags.take(account, one, tag.id()))).isTrue();
    assertThat(now(tags.list(account))).containsExactly(new Tags.Counted(tag, 1));
    assertThat(now(tags.delete(account, tag.id()))).isTrue();
    assertThat(now(tags.delete(account, tag.id()))).isFalse();
    assertThat(now(tags.list(account))).isEmpty();
    assertThat(rows.isThere(other)).isTrue();
  }

  private Tag made(String name) {
    return now(tags.make(account, name, Instant.now())).orElseThrow();
  }

  private Tags.Put put(UUID file, Tag tag) {
    return now(tags.put(account, file, tag.id(), Instant.now()));
  }
}
