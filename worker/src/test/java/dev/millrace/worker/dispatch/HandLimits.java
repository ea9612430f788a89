package dev.millrace.worker.dispatch;

import dev.millrace.account.AccountId;
import dev.millrace.queue.Lane;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Limits that a test sets by hand; none at first. */
final class HandLimits implements Limits {
  private final Map<String, RouteLimit> ofModels = new HashMap<>();
  private int ofAccounts = Integer.MAX_VALUE;

  void everyAccount(int most) {
    ofAccounts = most;
  }

  void model(String model, String provider, int most) {
    ofModels.put(model, new RouteLimit(provider, most));
  }

  void noneFor(String model) {
    ofModels.remove(model);
  }

  @Override
  public int ofAccount(AccountId account, Lane lane) {
    return ofAccounts;
  }

  @Override
  public Optional<RouteLimit> ofRoute(Turn turn) {
    return Optional.ofNullable(ofModels.get(turn.dispatchRecord().model().toString()));
  }
}
