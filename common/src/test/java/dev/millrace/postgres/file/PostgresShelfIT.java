package dev.millrace.postgres.file;

import static dev.millrace.postgres.file.FileRows.Wanted.called;
import static dev.millrace.postgres.file.FileRows.now;
import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.FileChange;
import dev.millrace.file.FileRequest;
import dev.millrace.file.FileRequest.Role;
import dev.millrace.file.ShelfFilter;
import dev.millrace.file.ShelfFilter.Kind;
import dev.millrace.file.ShelfSlice;
import dev.millrace.file.ShelvedFile;
import dev.millrace.file.Tag;
import dev.millrace.postgres.queue.PostgresStage;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an account finds its files, and changes and deletes them. */
class PostgresShelfIT {
  private static final ShelfSlice ALL = new ShelfSlice(false, Optional.empty(), 0, 100);

  private final Database database = Database.shared();
  private final FileRows rows = new FileRows(database);
  private final ShelfConfig config = Settings.of(ShelfConfig.class, Map.of());
  private final PostgresShelf shelf = new PostgresShelf(database.pool(), config);
  private final PostgresTags tags = new PostgresTags(database.pool(), config);
  private final AccountId account = rows.account();
  private final AccountId stranger = rows.account();

  @Test
  void aFileIsFoundWithAllThatItIs() {
    var end = Instant.parse("2100-01-01T00:00:00Z");
    var id = rows.file(account, called("a b.png").until(end));
    tag(id, "zebra");
    tag(id, "Ant");

    var tagged = now(shelf.find(account, id)).orElseThrow();

    assertThat(tagged.file().name()).isEqualTo("a b.png");
    assertThat(tagged.file().size()).isEqualTo(7);
    assertThat(tagged.account()).isEqualTo(account);
    assertThat(tagged.source()).isEqualTo(ShelvedFile.Source.UPLOAD);
    assertThat(tagged.hasThumbnail()).isTrue();
    assertThat(tagged.tags()).extracting(Tag::name).containsExactly("Ant", "zebra");
    assertThat(tagged.life().endsAt()).isEmpty(); // as long as it has tags
    tagged.tags().forEach(tag -> now(tags.delete(account, tag.id())));
    assertThat(now(shelf.find(account, id)).orElseThrow().life().endsAt()).contains(end);
  }

  @Test
  void anothersFileIsNotFoundNotChangedAndNotDeleted() {
    var id = rows.file(stranger, called("theirs"));
    var change = new FileChange(Optional.of(true), Optional.of("mine"), Optional.of(true));

    assertThat(now(shelf.find(account, id))).isEmpty();
    assertThat(now(shelf.change(account, id, change, Instant.now()))).isFalse();
    assertThat(now(shelf.delete(account, id, Instant.now()))).isFalse();
    assertThat(found(ShelfFilter.NONE)).isEmpty();

    var theirs = now(shelf.find(stranger, id)).orElseThrow();
    assertThat(theirs.isPublic() || theirs.favourite()).isFalse();
    assertThat(theirs.file().name()).isEqualTo("theirs");
  }

  @Test
  void filtersAddUp() {
    var request = request();
    var upload = rows.file(account, called("Holiday.PNG"));
    var output =
        rows.file(account, called("out.webm").type("video/webm").madeBy(request.id().value()));
    var external = rows.file(account, called("page").type("text/html").from("external"));
    rows.use(upload, request.id().value());
    now(shelf.change(account, external, FileChange.favourite(true), Instant.now()));

    assertThat(found(ShelfFilter.NONE)).containsExactly(external, output, upload);
    assertThat(found(kinds(Kind.UPLOAD))).containsExactly(upload);
    assertThat(found(kinds(Kind.OUTPUT))).containsExactly(output);
    assertThat(found(kinds(Kind.INPUT))).containsExactly(upload);
    assertThat(found(kinds(Kind.INPUT, Kind.EXTERNAL))).containsExactly(external, upload);
    assertThat(found(favourites())).containsExactly(external);
    assertThat(found(text("holi"))).containsExactly(upload);
    assertThat(found(type("IMAGE/"))).containsExactly(upload);
    assertThat(found(type("mage/"))).isEmpty();
    assertThat(found(of(Optional.of(request.id()), Optional.empty())))
        .containsExactly(output, upload);
    assertThat(found(of(Optional.of(request.id()), Optional.of(Role.INPUT))))
        .containsExactly(upload);
    assertThat(found(of(Optional.of(request.id()), Optional.of(Role.OUTPUT))))
        .containsExactly(output);
    assertThat(found(of(Optional.of(request.id()), Optional.of(Role.THUMBNAIL)))).isEmpty();
    assertThat(found(of(Optional.of(request().id()), Optional.empty()))).isEmpty();
    assertThat(found(of(Optional.empty(), Optional.of(Role.INPUT)))).containsExactly(upload);
    assertThat(found(of(Optional.empty(), Optional.of(Role.OUTPUT)))).containsExactly(output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "_", "\\", "100%", "a_b", "\\%", "'", "$1"})
  void textIsLookedForAsItStands(String text) {
    var with = rows.file(account, called("x" + text + "y"));
    rows.file(account, called("x100y aXb"));

    assertThat(found(text(text))).containsExactly(with);
  }

  @Test
  void tagsAreLookedForByAnyOrByAll() {
    var both = rows.file(account, called("both"));
    var one = rows.file(account, called("one"));
    rows.file(account, called("none"));
    var first = tag(both, "first");
    var second = tag(both, "second");
    tag(one, "second");

    assertThat(found(tagged(false, first, second))).containsExactly(one, both);
    assertThat(found(tagged(true, first, second))).containsExactly(both);
    assertThat(found(tagged(true, second))).containsExactly(one, both);
    assertThat(found(tagged(false, UUID.randomUUID()))).isEmpty();
  }

  @Test
  void anothersTagFindsNothing() {
    var theirs = rows.file(stranger, called("theirs"));
    var tag = now(tags.make(stranger, "theirs", Instant.now())).orElseThrow().id();
    now(tags.put(stranger, theirs, tag, Instant.now()));

    assertThat(found(tagged(false, tag))).isEmpty();
  }

  @Test
  void cursorAndPageWalkEverythingOnceInBothOrders() {
    var made = IntStream.range(0, 7).mapToObj(i -> rows.file(account, called("f" + i))).toList();

    assertThat(walked(true, 3)).containsExactlyElementsOf(made);
    assertThat(walked(false, 3)).containsExactlyElementsOf(made.reversed());
    var second =
        now(
            shelf.list(
                account,
                ShelfFilter.NONE,
                new ShelfSlice(true, Optional.empty(), 3, 3),
                Instant.now()));
    assertThat(second.files())
        .extracting(f -> f.file().id())
        .containsExactlyElementsOf(made.subList(3, 6));
    assertThat(second.total()).isEqualTo(7);
    assertThat(second.hasMore()).isTrue();
  }

  private List<UUID> walked(boolean oldestFirst, int limit) {
    var walked = new ArrayList<UUID>();
    Optional<ShelfSlice.Mark> after = Optional.empty();
    do {
      var page =
          now(
              shelf.list(
                  account,
                  ShelfFilter.NONE,
                  new ShelfSlice(oldestFirst, after, 0, limit),
                  Instant.now()));
      page.files().forEach(file -> walked.add(file.file().id()));
      after =
          page.hasMore()
              ? Optional.of(ShelfSlice.Mark.of(page.files().getLast()))
              : Optional.empty();
      rows.file(stranger, called("not ours"));
    } while (after.isPresent());
    return walked;
  }

  @Test
  void whatIsPastItsTimeIsNotListedEvenBeforeTheRound() {
    var past = Instant.now().minusSeconds(60);
    rows.file(account, called("over").until(past));
    var kept = rows.file(account, called("kept"));
    tag(kept, "keep");
    database.run("update file set expires_at = $2 where id = $1", kept, FileRows.time(past));

    assertThat(found(ShelfFilter.NONE)).containsExactly(kept);
    assertThat(now(shelf.facets(account, ShelfFilter.NONE, Instant.now())).all()).isEqualTo(1);
  }

  @Test
  void facetsCountEachSort() {
    var request = request();
    var upload = rows.file(account, called("a.png"));
    rows.file(account, called("b.png").madeBy(request.id().value()));
    rows.file(account, called("c.txt").type("text/plain").from("external"));
    rows.use(upload, request.id().value());
    now(shelf.change(account, upload, FileChange.favourite(true), Instant.now()));

    var all = now(shelf.facets(account, ShelfFilter.NONE, Instant.now()));
    var pictures = now(shelf.facets(account, type("image/"), Instant.now()));

    assertThat(
            List.of(
                all.all(),
                all.favourites(),
                all.uploads(),
                all.outputs(),
                all.external(),
                all.inputs()))
        .containsExactly(3L, 1L, 1L, 1L, 1L, 1L);
    assertThat(all.areCapped()).isFalse();
    assertThat(pictures.all()).isEqualTo(2);
    assertThat(pictures.external()).isZero();
  }

  @Test
  void requestsAreToldTheMakerFirst() {
    var maker = request();
    var older = request();
    var newer = request();
    var id = rows.file(account, called("x").madeBy(maker.id().value()));
    rows.use(id, older.id().value());
    rows.use(id, newer.id().value());

    assertThat(now(shelf.requestsOf(id, 10)))
        .extracting(FileRequest::request, FileRequest::role)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(maker.id(), Role.OUTPUT),
            org.assertj.core.groups.Tuple.tuple(newer.id(), Role.INPUT),
            org.assertj.core.groups.Tuple.tuple(older.id(), Role.INPUT));
    assertThat(now(shelf.requestsOf(id, 2))).hasSize(2);
  }

  @Test
  void aDeletedFileIsGoneAtOnceAndItsObjectsAreDoomed() {
    var id = rows.file(account, called("x.png"));
    rows.use(id, UUID.randomUUID());
    tag(id, "t");

    assertThat(now(shelf.delete(account, id, Instant.now()))).isTrue();

    assertThat(rows.isThere(id)).isFalse();
    assertThat(rows.isDoomed(FileRows.key(account, id))).isTrue();
    assertThat(rows.isDoomed(FileRows.thumbnail(account, id))).isTrue();
    assertThat(database.run("select from file_use where file_id = $1", id)).isEmpty();
    assertThat(now(shelf.delete(account, id, Instant.now()))).isFalse();
  }

  @Test
  void changesLeaveAloneWhatTheyDoNotName() {
    var id = rows.file(account, called("x"));
    now(shelf.change(account, id, FileChange.favourite(true), Instant.now()));
    now(
        shelf.change(
            account,
            id,
            new FileChange(Optional.of(true), Optional.empty(), Optional.empty()),
            Instant.now()));

    var changed = now(shelf.find(account, id)).orElseThrow();
    assertThat(changed.isPublic() && changed.favourite()).isTrue();
    assertThat(changed.file().name()).isEqualTo("x");
  }

  @Test
  void aSearchThatTakesTooLongIsRefused() {
    var hurried =
        new PostgresShelf(
            database.pool(),
            Settings.of(ShelfConfig.class, Map.of("millrace.shelf.search-within", "PT0.001S")));
    database.run(
        """
        insert into file (id, account_id, object_key, name, content_type, size, source, created_at)
        select gen_random_uuid(), $1, $2 || n, repeat('n', 500), 'image/png', 1, 'upload', now()
          from generate_series(1, 5000) n
        """,
        account.value(),
        "many/" + account.value() + "/");

    assertThatThrownBy(() -> now(hurried.list(account, text("y"), ALL, Instant.now())))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> assertThat(e.fault().code()).isEqualTo(FaultCode.SEARCH_TOO_WIDE));
  }

  private List<UUID> found(ShelfFilter filter) {
    var page = now(shelf.list(account, filter, ALL, Instant.now()));
    assertThat(page.total()).isEqualTo(page.files().size());
    return page.files().stream().map(file -> file.file().id()).toList();
  }

  private UUID tag(UUID file, String name) {
    var tag = now(tags.make(account, name, Instant.now())).orElseThrow().id();
    now(tags.put(account, file, tag, Instant.now()));
    return tag;
  }

  private Submission request() {
    var stage = new PostgresStage(database);
    var made = aSubmission().of(stage.account("1")).make();
    stage.admit(made);
    return made;
  }

  private static ShelfFilter kinds(Kind... kinds) {
    return new ShelfFilter(
        Set.of(kinds),
        List.of(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ShelfFilter favourites() {
    return new ShelfFilter(
        Set.of(),
        List.of(),
        false,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ShelfFilter tagged(boolean all, UUID... tags) {
    return new ShelfFilter(
        Set.of(),
        List.of(tags),
        all,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ShelfFilter text(String text) {
    return new ShelfFilter(
        Set.of(),
        List.of(),
        false,
        false,
        Optional.of(text),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ShelfFilter type(String prefix) {
    return new ShelfFilter(
        Set.of(),
        List.of(),
        false,
        false,
        Optional.empty(),
        Optional.of(prefix),
        Optional.empty(),
        Optional.empty());
  }

  private static ShelfFilter of(Optional<RequestId> request, Optional<Role> role) {
    return new ShelfFilter(
        Set.of(), List.of(), false, false, Optional.empty(), Optional.empty(), request, role);
  }
}
