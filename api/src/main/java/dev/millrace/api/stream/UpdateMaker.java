package dev.millrace.api.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.account.AccountId;
import dev.millrace.event.LoggedEvent;
import dev.millrace.queue.RequestNews;
import dev.millrace.queue.RequestNews.Facts;
import dev.millrace.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Makes updates of events: adds what announcements do not carry, read in sets. */
@ApplicationScoped
class UpdateMaker {
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** While the database is away the log keeps what happens; this long a reader waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RequestNews news;
  private final ObjectMapper json;

  UpdateMaker(RequestNews news, ObjectMapper json) {
    this.news = news;
    this.json = json;
  }

  /**
   * Blocks until the database has answered, and fails when it does not for a minute.
   *
   * @param shownPayloads of which accounts payloads are wanted
   */
  List<Update> of(List<LoggedEvent> events, Predicate<AccountId> shownPayloads) {
    var withPayloads = new HashSet<RequestId>();
    var without = new HashSet<RequestId>();
    for (var logged : events) {
      (shownPayloads.test(logged.event().account()) ? withPayloads : without)
          .add(logged.event().request());
    }
    var facts = new HashMap<RequestId, Facts>(read(withPayloads, true));
    facts.putAll(read(without, false));
    return events.stream()
        .map(
            logged ->
                new Update(logged, facts.getOrDefault(logged.event().request(), Facts.NONE), json))
        .toList();
  }

  private Map<RequestId, Facts> read(Set<RequestId> ids, boolean payloads) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return news.factsOf(ids, payloads)
        .onFailure()
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .expireIn(PATIENCE.toMillis())
        .await()
        .indefinitely();
  }
}
