package dev.millrace.queue.life;

import dev.millrace.money.Money;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the tables must hold of an account and its requests.
 *
 * @param charges one for each completed request that cost something
 */
public record Expected(
    Purse purse, Map<RequestId, Request> requests, Map<RequestId, Money> charges) {

  /**
   * @param attempts those that did not complete, each with its fault
   */
  public record Request(
      RequestStatus status,
      int sequence,
      int attempt,
      Money held,
      Money charged,
      Map<Integer, String> attempts) {}

  static Expected of(Scene scene) {
    return new Expected(
        new Purse(scene.balance(), scene.held()),
        scene.lives().stream().collect(Collectors.toMap(Life::id, Expected::request)),
        scene.lives().stream()
            .filter(life -> life.latest().charge().compareTo(Money.ZERO) > 0)
            .collect(Collectors.toMap(Life::id, life -> life.latest().charge())));
  }

  private static Request request(Life life) {
    var latest = life.latest();
    return new Request(
        latest.status(),
        latest.sequence(),
        latest.attempt(),
        life.submission().hold(),
        latest.charge(),
        life.keptAttempts());
  }
}
