package dev.millrace.api.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.item.RequestItem;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestNews;
import dev.millrace.queue.RequestNews.Facts;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a stream begins with. Blocks: for virtual threads. */
@ApplicationScoped
class Snapshots {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CHUNK = 100;

  /** Payloads beyond this many characters in all are left out, as large ones are. */
  private static final long MOST_PAYLOAD = 4L << 20;

  private static final Payloads NONE = Facts.NONE.payloads();
  private static final Optional<String> MARK = Optional.of("{\"_elided\":true}");
  private static final Payloads ELIDED = new Payloads(MARK, MARK);

  private final RequestNews news;
  private final ObjectMapper json;
  private final int most;

  Snapshots(RequestNews news, ObjectMapper json, StreamConfig config) {
    this.news = news;
    this.json = json;
    this.most = config.maxSnapshot();
  }

  private record Body(String type, List<RequestItem> requests, boolean truncated) {}

  /**
   * A snapshot.
   *
   * @param json the event's data
   * @param told which transition of each request it shows
   * @param inFlight those of them that have not ended
   */
  record Snapshot(String json, Map<RequestId, Integer> told, Map<RequestId, Integer> inFlight) {}

  /** Fails when the database does not answer. */
  Snapshot of(StreamCallers.Reader reader, RequestNews.Choice choice, Optional<String> baseUrl) {
    var found = news.inFlight(reader.account(), choice, most).await().atMost(PATIENCE);
    var seen = found.requests().stream().filter(each -> reader.mayRead(each.model())).toList();
    return new Snapshot(
        write(new Body("snapshot", items(seen, baseUrl), found.truncated())),
        sequences(seen),
        sequences(seen.stream().filter(each -> !each.status().isTerminal()).toList()));
  }

  /** Requests in flight by their last transition. */
  Map<RequestId, Integer> inFlight(StreamCallers.Reader reader) {
    var found =
        news.inFlight(reader.account(), RequestNews.Choice.ALL, most).await().atMost(PATIENCE);
    return sequences(found.requests());
  }

  private static Map<RequestId, Integer> sequences(List<RequestView> requests) {
    var sequences = new HashMap<RequestId, Integer>();
    requests.forEach(request -> sequences.put(request.id(), request.sequence()));
    return sequences;
  }

  private List<RequestItem> items(List<RequestView> requests, Optional<String> baseUrl) {
    var items = new ArrayList<RequestItem>(requests.size());
    long payload = 0;
    for (int from = 0; from < requests.size(); from += CHUNK) {
      var chunk = requests.subList(from, Math.min(requests.size(), from + CHUNK));
      boolean hasRoom = payload < MOST_PAYLOAD;
      var facts = baseUrl.isPresent() && hasRoom ? read(chunk) : Map.<RequestId, Facts>of();
      for (var request : chunk) {
        var known = facts.get(request.id());
        var payloads = known != null ? known.payloads() : hasRoom ? NONE : ELIDED;
        payload += size(payloads);
        items.add(RequestItem.of(request, Optional.of(payloads), baseUrl));
      }
    }
    return items;
  }

  private Map<RequestId, Facts> read(List<RequestView> requests) {
    var ids = new LinkedHashSet<RequestId>();
    requests.forEach(request -> ids.add(request.id()));
    return news.factsOf(ids, true).await().atMost(PATIENCE);
  }

  private static long size(Payloads payloads) {
    return payloads.input().map(String::length).orElse(0)
        + (long) payloads.output().map(String::length).orElse(0);
  }

  private String write(Body body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a snapshot is always JSON", e);
    }
  }
}
