package dev.millrace.worker.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns that wait to be claimed. Partitions take turns one record at a time, so that a full
 * partition delays the records of another by one place each, not by its length. Not thread-safe.
 */
final class FairTurns {
  private final Map<PartitionWindow, ArrayDeque<Turn>> waiting = new LinkedHashMap<>();

  void add(Turn turn) {
    waiting.computeIfAbsent(turn.window(), window -> new ArrayDeque<>()).add(turn);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Takes up to {@code most} turns, going round the partitions; revoked ones fall away. */
  List<Turn> take(int most) {
    var taken = new ArrayList<Turn>(most);
    while (taken.size() < most && !waiting.isEmpty()) {
      takeRound(most, taken);
    }
    return taken;
  }

  private void takeRound(int most, List<Turn> taken) {
    for (var window : List.copyOf(waiting.keySet())) {
      if (taken.size() == most) {
        return;
      }
      // Taking it out and putting it back moves the partition to the end of the next round.
      var turns = waiting.remove(window);
      if (window.isRevoked()) {
        continue;
      }
      taken.add(turns.poll());
      if (!turns.isEmpty()) {
        waiting.put(window, turns);
      }
    }
  }
}
