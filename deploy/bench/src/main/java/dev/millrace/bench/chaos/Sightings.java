package dev.millrace.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The transitions that one follower saw, repeats removed by request and sequence. Thread-safe. */
final class Sightings {
  private final Map<RequestId, Map<Integer, RequestStatus>> seen = new HashMap<>();
  private int events;
  private int repeats;
  private int contradictions;

  /** Takes a request as an update shows it. */
  synchronized void add(JsonNode request) {
    var id = RequestId.parse(request.path("id").asText()).orElseThrow();
    var status = RequestStatus.valueOf(request.path("status").asText());
    var before =
        seen.computeIfAbsent(id, first -> new TreeMap<>())
            .putIfAbsent(request.path("sequence").asInt(), status);
    events++;
    if (before != null) {
      repeats++;
      contradictions += before == status ? 0 : 1;
    }
  }

  /** How often the end of a request was seen: once is right. */
  synchronized long endsOf(RequestId request) {
    return seen.getOrDefault(request, Map.of()).values().stream()
        .filter(RequestStatus::isTerminal)
        .count();
  }

  /** Those whose end was not seen. */
  synchronized Set<RequestId> missing(Collection<RequestId> requests) {
    return requests.stream().filter(id -> endsOf(id) == 0).collect(Collectors.toSet());
  }

  /** Those that were seen to end more than once. */
  synchronized Set<RequestId> endedTwice(Collection<RequestId> requests) {
    return requests.stream().filter(id -> endsOf(id) > 1).collect(Collectors.toSet());
  }

  synchronized int events() {
    return events;
  }

  synchronized int repeats() {
    return repeats;
  }

  /** Repeats that did not say the same. */
  synchronized int contradictions() {
    return contradictions;
  }
}
