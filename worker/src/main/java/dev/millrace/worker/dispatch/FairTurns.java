package dev.millrace.worker.dispatch;

import dev.millrace.queue.Lane;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns that wait to be claimed, and the slots that they wait for. Within a lane accounts take
 * turns one request at a time, so that a thousand requests of one delay the request of another by
 * one place each round, not by their number. The low lane has one slot of so many while the normal
 * one waits too, and all that the normal one cannot use. Not thread-safe.
 */
final class FairTurns {
  private final Map<Lane, LaneTurns> lanes = new EnumMap<>(Lane.class);
  private final int lowOneOf;
  private int freeSlots;
  private int sinceLow;
  private int heldByLimits;

  /**
   * @param slots how many requests may run at once
   * @param lowOneOf the low lane has one of so many slots; at least 2
   */
  FairTurns(int slots, int lowOneOf, Limits limits) {
    if (lowOneOf < 2) {
      throw new IllegalArgumentException(
          "millrace.dispatch.low-one-of must be at least 2, or low would come before normal; it is "
              + lowOneOf);
    }
    this.freeSlots = slots;
    this.lowOneOf = lowOneOf;
    var ofProviders = new HashMap<String, Integer>();
    for (var lane : Lane.values()) {
      lanes.put(lane, new LaneTurns(lane, limits, ofProviders));
    }
  }

  void add(Turn turn) {
    laneOf(turn).add(turn);
  }

  boolean isEmpty() {
    return lanes.values().stream().allMatch(LaneTurns::isEmpty);
  }

  /** Takes up to {@code most} turns, each with a slot, which {@link #free} gives back. */
  List<Turn> take(int most) {
    var taken = new ArrayList<Turn>();
    while (taken.size() < most && freeSlots > 0) {
      var next = next();
      if (next.isEmpty()) {
        heldByLimits = size();
        break;
      }
      freeSlots--;
      taken.add(next.get());
    }
    return taken;
  }

  /**
   * Whether {@link #take} would give so many, by what is known: turns that limits held back when it
   * last gave fewer than asked for count as held until there are fewer of them, or limits change.
   */
  boolean has(int many) {
    int waiting = size();
    heldByLimits = Math.min(heldByLimits, waiting);
    return freeSlots >= many && waiting - heldByLimits >= many;
  }

  private int size() {
    return lanes.values().stream().mapToInt(LaneTurns::size).sum();
  }

  /** Gives a slot to a turn that is not asked whether there is one. */
  void occupy(Turn turn) {
    freeSlots--;
    laneOf(turn).occupy(turn);
  }

  void free(Turn turn) {
    freeSlots++;
    laneOf(turn).free(turn);
  }

  void limitsChanged() {
    heldByLimits = 0;
    lanes.values().forEach(LaneTurns::limitsChanged);
  }

  private Optional<Turn> next() {
    var normal = lanes.get(Lane.NORMAL);
    var low = lanes.get(Lane.LOW);
    if (sinceLow >= lowOneOf - 1) {
      return take(low).or(() -> take(normal));
    }
    return take(normal).or(() -> take(low));
  }

  private Optional<Turn> take(LaneTurns lane) {
    var taken = lane.take();
    if (taken.isPresent()) {
      // Slots that nobody of the low lane waited for are not saved up.
      var low = lanes.get(Lane.LOW);
      sinceLow = lane == low || low.isEmpty() ? 0 : sinceLow + 1;
    }
    return taken;
  }

  private LaneTurns laneOf(Turn turn) {
    return lanes.get(turn.dispatchRecord().lane());
  }
}
