package dev.millrace.worker.dispatch;

import dev.millrace.account.AccountId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Turns that wait in one lane for one thing: any slot, or a slot of one limited provider. Accounts
 * take turns one request at a time. An account that runs as much as it may steps out, its turns in
 * their order, until {@link #release}. Not thread-safe.
 */
final class Line {
  private final Map<AccountId, ArrayDeque<Turn>> waiting = new HashMap<>();
  private final ArrayDeque<AccountId> round = new ArrayDeque<>();
  private final Set<AccountId> steppedOut = new LinkedHashSet<>();
  private int size;

  void add(Turn turn) {
    var account = turn.dispatchRecord().account();
    var turns = waiting.get(account);
    if (turns == null) {
      turns = new ArrayDeque<>();
      waiting.put(account, turns);
      round.add(account);
    }
    turns.add(turn);
    size++;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How many turns wait, those of revoked partitions that have not fallen away yet among them. */
  int size() {
    return size;
  }

  /** The turn that comes next; it stays. Turns of revoked partitions fall away. */
  Optional<Turn> next(Predicate<AccountId> mayRunMore) {
    while (!round.isEmpty()) {
      var account = round.peek();
      var turns = waiting.get(account);
      while (!turns.isEmpty() && turns.peek().isRevoked()) {
        turns.poll();
        size--;
      }
      if (turns.isEmpty()) {
        waiting.remove(account);
        round.poll();
      } else if (mayRunMore.test(account)) {
        return Optional.of(turns.peek());
      } else {
        steppedOut.add(round.poll());
      }
    }
    return Optional.empty();
  }

  /** Takes what {@link #next} said; its account comes last in the next round. */
  void take() {
    var account = round.poll();
    var turns = waiting.get(account);
    turns.poll();
    size--;
    if (turns.isEmpty()) {
      waiting.remove(account);
    } else {
      round.add(account);
    }
  }

  /** The account may run more again. */
  void release(AccountId account) {
    if (steppedOut.remove(account)) {
      round.add(account);
    }
  }

  /** All accounts may run more again. */
  void releaseAll() {
    round.addAll(steppedOut);
    steppedOut.clear();
  }
}
