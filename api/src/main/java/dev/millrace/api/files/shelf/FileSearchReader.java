package dev.millrace.api.files.shelf;

import dev.millrace.api.http.Query;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.file.FileRequest.Role;
import dev.millrace.file.ShelfFilter;
import dev.millrace.file.ShelfFilter.Kind;
import dev.millrace.file.ShelfSlice;
import dev.millrace.request.RequestId;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads a search for files from the query string. */
final class FileSearchReader {
  private static final int USUAL = 20;
  private static final int MOST = 100;
  private static final int MOST_TAGS = 20;
  private static final int MOST_SOURCES = 16;
  private static final int LONGEST_TEXT = 255;
  private static final String IN_ORDER = "must be newest or oldest";

  private FileSearchReader() {}

  /** What a caller looks for. */
  record Search(ShelfFilter filter, ShelfSlice slice) {}

  static Search read(MultivaluedMap<String, String> values) {
    var query = new Query(values);
    return new Search(filter(query), slice(query));
  }

  /** Facets count all sorts, so only what the sorts have in common narrows them. */
  static ShelfFilter facets(MultivaluedMap<String, String> values) {
    var query = new Query(values);
    return new ShelfFilter(
        Set.of(),
        tags(query),
        allTags(query),
        false,
        query.text("q", LONGEST_TEXT),
        query.text("mimeTypePrefix", LONGEST_TEXT),
        Optional.empty(),
        Optional.empty());
  }

  private static ShelfFilter filter(Query query) {
    return new ShelfFilter(
        kinds(query),
        tags(query),
        allTags(query),
        query.flag("favoritesOnly").orElse(false),
        query.text("q", LONGEST_TEXT),
        query.text("mimeTypePrefix", LONGEST_TEXT),
        query.one("requestId").map(FileSearchReader::request),
        query.one("role").map(FileSearchReader::role));
  }

  private static Set<Kind> kinds(Query query) {
    var kinds = EnumSet.noneOf(Kind.class);
    Stream.of("sources", "source")
        .flatMap(name -> query.all(name, MOST_SOURCES, word -> kind(name, word)).stream())
        .forEach(kinds::add);
    return kinds;
  }

  private static Kind kind(String name, String word) {
    return switch (word) {
      case "upload" -> Kind.UPLOAD;
      case "output", "request_output" -> Kind.OUTPUT;
      case "input" -> Kind.INPUT;
      case "external" -> Kind.EXTERNAL;
      default ->
          throw Refusal.ofParameter(name, "must be among upload, output, input and external");
    };
  }

  private static List<UUID> tags(Query query) {
    return query.all("tagIds", MOST_TAGS, FileSearchReader::tag);
  }

  private static UUID tag(String text) {
    return FileId.read(text)
        .orElseThrow(() -> Refusal.ofParameter("tagIds", "must be ids of tags"));
  }

  private static boolean allTags(Query query) {
    return query
        .one("tagRule")
        .map(
            word ->
                switch (word) {
                  case "all" -> true;
                  case "any" -> false;
                  default -> throw Refusal.ofParameter("tagRule", "must be any or all");
                })
        .orElse(false);
  }

  private static RequestId request(String text) {
    return RequestId.parse(text)
        .orElseThrow(() -> Refusal.ofParameter("requestId", "must be the id of a request"));
  }

  private static Role role(String word) {
    return switch (word) {
      case "input" -> Role.INPUT;
      case "output" -> Role.OUTPUT;
      case "thumbnail" -> Role.THUMBNAIL;
      default -> throw Refusal.ofParameter("role", "must be input, output or thumbnail");
    };
  }

  private static ShelfSlice slice(Query query) {
    int limit = query.number("limit", MOST).orElse(USUAL);
    var page = query.number("page", Integer.MAX_VALUE);
    var after = query.one("cursor").map(FileSearchReader::cursor);
    if (after.isPresent() && page.isPresent()) {
      throw Refusal.ofParameter("page", "cannot be given beside cursor");
    }
    int skipped = page.orElse(1) - 1;
    if ((skipped + 1L) * limit > ShelfSlice.DEEPEST) {
      throw Refusal.ofParameter(
          "page",
          "goes beyond the first %d files; go on with cursor, or narrow the search"
              .formatted(ShelfSlice.DEEPEST));
    }
    return new ShelfSlice(oldestFirst(query), after, skipped * limit, limit);
  }

  private static boolean oldestFirst(Query query) {
    return query
        .one("order")
        .map(
            word ->
                switch (word) {
                  case "newest" -> false;
                  case "oldest" -> true;
                  default -> throw Refusal.ofParameter("order", IN_ORDER);
                })
        .orElse(false);
  }

  private static ShelfSlice.Mark cursor(String text) {
    return FileCursor.read(text)
        .orElseThrow(() -> Refusal.ofParameter("cursor", "is not one that this route gave out"));
  }
}
