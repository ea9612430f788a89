package dev.millrace.api.queue;

import dev.millrace.api.http.fault.Refusal;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistorySlice;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a search from the query string. Refuses by name what it cannot use; ignores the rest. */
@ApplicationScoped
class HistorySearchReader {
  private static final int USUAL = 10;
  private static final int MOST = 100;
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;

  private final LabelReader labels;

  HistorySearchReader(LabelReader labels) {
    this.labels = labels;
  }

  HistorySearch read(MultivaluedMap<String, String> query) {
    return new HistorySearch(filter(query), slice(query), payloads(query));
  }

  private HistoryFilter filter(MultivaluedMap<String, String> query) {
    return new HistoryFilter(
        statuses(query),
        one(query, "modelEndpoint", "model_endpoint", "model").map(HistorySearchReader::model),
        one(query, "metadata").flatMap(labels::read),
        one(query, "retryOf", "retry_of").map(text -> id("retryOf", text)),
        one(query, "createdAfter", "created_after").map(text -> time("createdAfter", text)),
        one(query, "createdBefore", "created_before").map(text -> time("createdBefore", text)));
  }

  private static HistorySlice slice(MultivaluedMap<String, String> query) {
    int limit = one(query, "limit").map(text -> number("limit", text, MOST)).orElse(USUAL);
    var before = one(query, "cursor").map(HistorySearchReader::cursor);
    var page = one(query, "page");
    if (before.isPresent() && page.isPresent()) {
      throw Refusal.ofParameter("page", "cannot be given beside cursor");
    }
    int skip = page.map(text -> number("page", text, Integer.MAX_VALUE) - 1).orElse(0);
    if ((skip + 1L) * limit > HistorySlice.DEEPEST) {
      throw Refusal.ofParameter(
          "page",
          "goes beyond the first %d requests; go on with cursor, or narrow the search"
              .formatted(HistorySlice.DEEPEST));
    }
    return new HistorySlice(before, skip * limit, limit);
  }

  private static boolean payloads(MultivaluedMap<String, String> query) {
    return one(query, "payloads")
        .map(
            text ->
                switch (text) {
                  case "true", "1" -> true;
                  case "false", "0" -> false;
                  default -> throw Refusal.ofParameter("payloads", "must be true or false");
                })
        .orElse(true);
  }

  private static Set<RequestStatus> statuses(MultivaluedMap<String, String> query) {
    var statuses = EnumSet.noneOf(RequestStatus.class);
    query.getOrDefault("status", List.of()).forEach(word -> statuses.add(status(word)));
    return statuses;
  }

  private static RequestStatus status(String word) {
    try {
      return RequestStatus.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Refusal.ofParameter(
          "status", "must be among " + EnumSet.allOf(RequestStatus.class) + ", once each");
    }
  }

  private static ModelName model(String text) {
    return ModelName.parse(text)
        .orElseThrow(() -> Refusal.ofParameter("modelEndpoint", "must read owner/alias"));
  }

  private static RequestId id(String name, String text) {
    return RequestId.parse(text)
        .orElseThrow(() -> Refusal.ofParameter(name, "must be the id of a request"));
  }

  private static RequestId cursor(String text) {
    return RequestId.parse(text)
        .orElseThrow(() -> Refusal.ofParameter("cursor", "is not one that this route gave out"));
  }

  /** A plus sign that was not encoded arrives as a blank. */
  private static Instant time(String name, String text) {
    try {
      var time = OffsetDateTime.parse(text.replace(' ', '+'));
      if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
        return time.toInstant();
      }
    } catch (DateTimeException e) {
      throw notATime(name);
    }
    throw notATime(name);
  }

  private static RuntimeException notATime(String name) {
    return Refusal.ofParameter(
        name, "must be a time of ISO 8601 with its offset, such as 2026-01-31T12:00:00Z");
  }

  private static int number(String name, String text, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Refusal.ofParameter(name, "must be a whole number");
    }
    throw Refusal.ofParameter(
        name, most == Integer.MAX_VALUE ? "must be at least 1" : "must be between 1 and " + most);
  }

  /** The value of a parameter that may go by several names and stand once. */
  private static Optional<String> one(MultivaluedMap<String, String> query, String... names) {
    Optional<String> found = Optional.empty();
    for (var name : names) {
      for (var value : query.getOrDefault(name, List.of())) {
        if (found.isPresent()) {
          throw Refusal.ofParameter(name, "may be given once");
        }
        found = Optional.of(value);
      }
    }
    return found;
  }
}
