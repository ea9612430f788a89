package dev.millrace.worker.webhook;

import dev.millrace.webhook.Aftermath;
import dev.millrace.webhook.Attempted;
import dev.millrace.webhook.Delivery;
import dev.millrace.webhook.DeliveryStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Decides what becomes of a delivery after an attempt. Pure. */
final class Schedule {
  private static final int GONE = 410;
  private static final double JITTER = 0.1;

  private final List<Duration> waits;
  private final RandomGenerator random;

  Schedule(List<Duration> waits, RandomGenerator random) {
    this.waits = List.copyOf(waits);
    this.random = random;
  }

  /** After an attempt at a delivery. */
  Attempted after(Delivery delivery, Answer answer, Instant now) {
    return Attempted.of(delivery.id(), after(delivery.attempts(), answer, now));
  }

  /**
   * After an attempt at anything.
   *
   * @param attempts how many had ended before it
   */
  Aftermath after(int attempts, Answer answer, Instant now) {
    return switch (answer) {
      case Answer.Status(int code) when code >= 200 && code < 300 -> delivered(code);
      case Answer.Status(int code) when code == GONE ->
          failed(OptionalInt.of(code), "the receiver answered 410: it is gone for good");
      case Answer.Status(int code) ->
          again(attempts, OptionalInt.of(code), "the receiver answered " + code + said(code), now);
      case Answer.Silence(String reason) -> again(attempts, OptionalInt.empty(), reason, now);
      case Answer.Forbidden(String reason) ->
          failed(OptionalInt.empty(), "the address must not be called any more: " + reason);
    };
  }

  private static String said(int code) {
    return code >= 300 && code < 400 ? ": redirects are not followed" : "";
  }

  private static Aftermath delivered(int code) {
    return new Aftermath(
        DeliveryStatus.DELIVERED, Optional.empty(), OptionalInt.of(code), Optional.empty());
  }

  private static Aftermath failed(OptionalInt code, String error) {
    return new Aftermath(DeliveryStatus.FAILED, Optional.empty(), code, Optional.of(error));
  }

  private Aftermath again(int attempts, OptionalInt code, String error, Instant now) {
    if (attempts >= waits.size()) {
      return failed(code, error);
    }
    return new Aftermath(
        DeliveryStatus.PENDING, Optional.of(now.plus(wait(attempts))), code, Optional.of(error));
  }

  /** A little more than the schedule says, so that what failed together does not come together. */
  private Duration wait(int attempts) {
    var wait = waits.get(attempts);
    return wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
  }
}
