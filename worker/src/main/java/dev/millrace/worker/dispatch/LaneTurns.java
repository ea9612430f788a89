package dev.millrace.worker.dispatch;

import dev.millrace.account.AccountId;
import dev.millrace.queue.Lane;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns of one lane. Each provider with a limit has a line of its own, all others share one; lines
 * with room take turns, so whoever waits for a full provider holds up nobody else. Not thread-safe.
 */
final class LaneTurns {
  private static final String ANY_SLOT = "";

  private final Lane lane;
  private final Limits limits;
  private final Map<String, Integer> ofProviders;
  private final Map<AccountId, Integer> ofAccounts = new HashMap<>();
  private final LinkedHashMap<String, Line> lines = new LinkedHashMap<>();
  private boolean moved;

  /**
   * @param ofProviders how much of each limited provider runs now; the lanes share it
   */
  LaneTurns(Lane lane, Limits limits, Map<String, Integer> ofProviders) {
    this.lane = lane;
    this.limits = limits;
    this.ofProviders = ofProviders;
  }

  void add(Turn turn) {
    var line = limits.ofRoute(turn).map(Limits.RouteLimit::provider).orElse(ANY_SLOT);
    lines.computeIfAbsent(line, name -> new Line()).add(turn);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** How many turns wait, for whatever they wait. */
  int size() {
    return lines.values().stream().mapToInt(Line::size).sum();
  }

  /** The next turn that may run, which counts as running from now on. */
  Optional<Turn> take() {
    moved = false;
    var taken = takeInRound();
    // What went to another line may have come behind the round.
    return taken.isEmpty() && moved ? takeInRound() : taken;
  }

  private Optional<Turn> takeInRound() {
    for (int left = lines.size(); left > 0; left--) {
      // Taking it out and putting it back moves the line to the end of the next round.
      var entry = lines.pollFirstEntry();
      var taken = takeFrom(entry.getKey(), entry.getValue());
      if (!entry.getValue().isEmpty()) {
        lines.putLast(entry.getKey(), entry.getValue());
      }
      if (taken.isPresent()) {
        return taken;
      }
    }
    return Optional.empty();
  }

  private Optional<Turn> takeFrom(String name, Line line) {
    for (var next = next(line); next.isPresent(); next = next(line)) {
      var turn = next.get();
      var limit = limits.ofRoute(turn);
      if (!limit.map(Limits.RouteLimit::provider).orElse(ANY_SLOT).equals(name)) {
        // The catalogue has changed since it came.
        line.take();
        add(turn);
        moved = true;
      } else if (limit.isPresent() && ofProviders.getOrDefault(name, 0) >= limit.get().most()) {
        return Optional.empty();
      } else {
        line.take();
        occupy(turn);
        return next;
      }
    }
    return Optional.empty();
  }

  private Optional<Turn> next(Line line) {
    return line.next(
        account -> ofAccounts.getOrDefault(account, 0) < limits.ofAccount(account, lane));
  }

  /** Counts a turn as running. */
  void occupy(Turn turn) {
    var provider = limits.ofRoute(turn).map(Limits.RouteLimit::provider);
    turn.occupies(provider);
    provider.ifPresent(name -> ofProviders.merge(name, 1, Integer::sum));
    ofAccounts.merge(turn.dispatchRecord().account(), 1, Integer::sum);
  }

  /** A turn that was taken or {@link #occupy occupied} runs no more. */
  void free(Turn turn) {
    turn.occupied().ifPresent(name -> ofProviders.computeIfPresent(name, (n, many) -> less(many)));
    var account = turn.dispatchRecord().account();
    ofAccounts.computeIfPresent(account, (a, many) -> less(many));
    lines.values().forEach(line -> line.release(account));
  }

  /** The limits of accounts have changed. */
  void limitsChanged() {
    lines.values().forEach(Line::releaseAll);
  }

  private static Integer less(int many) {
    return many == 1 ? null : many - 1;
  }
}
