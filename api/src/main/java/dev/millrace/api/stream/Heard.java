package dev.millrace.api.stream;

import dev.millrace.request.RequestId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which transition of each request was heard of last. Forgets the requests that it has not heard of
 * for longest beyond a bound. Not thread-safe.
 */
final class Heard {
  /** Stands for the terminal transition: there is none behind it, whatever its number. */
  static final int END = Integer.MAX_VALUE;

  private final int most;
  private final LinkedHashMap<RequestId, Integer> last = new LinkedHashMap<>();
  private long forgotten;

  Heard(int most) {
    this.most = most;
  }

  /** Takes note of a transition; false when it, or a later one, was heard of before. */
  boolean isNews(RequestId request, int sequence) {
    var before = last.get(request);
    if (before != null && before >= sequence) {
      return false;
    }
    last.remove(request); // so that it counts as the youngest
    last.put(request, sequence);
    if (last.size() > most) {
      last.pollFirstEntry();
      forgotten++;
    }
    return true;
  }

  /** Whether this transition, or a later one, was heard of. */
  boolean hasHeardOf(RequestId request, int sequence) {
    var heard = last.get(request);
    return heard != null && heard >= sequence;
  }

  void forget(RequestId request) {
    last.remove(request);
  }

  boolean knows(RequestId request) {
    return last.containsKey(request);
  }

  /** How many requests were forgotten for want of room. */
  long forgotten() {
    return forgotten;
  }

  Map<RequestId, Integer> all() {
    return Map.copyOf(last);
  }
}
