package dev.millrace.worker.webhook;

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

  Attempted after(Delivery delivery, Answer answer, Instant now) {
    return switch (answer) {
      case Answer.Status(int code) when code >= 200 && code < 300 -> delivered(delivery, code);
      case Answer.Status(int code) when code == GONE ->
          failed(delivery, OptionalInt.of(code), "the receiver answered 410: it is gone for good");
      case Answer.Status(int code) ->
          again(delivery, OptionalInt.of(code), "the receiver answered " + code + said(code), now);
      case Answer.Silence(String reason) -> again(delivery, OptionalInt.empty(), reason, now);
      case Answer.Forbidden(String reason) ->
          failed(
              delivery, OptionalInt.empty(), "the address must not be called any more: " + reason);
    };
  }

  private static String said(int code) {
    return code >= 300 && code < 400 ? ": redirects are not followed" : "";
  }

  private static Attempted delivered(Delivery delivery, int code) {
    return new Attempted(
        delivery.id(),
        DeliveryStatus.DELIVERED,
        Optional.empty(),
        OptionalInt.of(code),
        Optional.empty());
  }

  private static Attempted failed(Delivery delivery, OptionalInt code, String error) {
    return new Attempted(
        delivery.id(), DeliveryStatus.FAILED, Optional.empty(), code, Optional.of(error));
  }

  private Attempted again(Delivery delivery, OptionalInt code, String error, Instant now) {
    if (delivery.attempts() >= waits.size()) {
      return failed(delivery, code, error);
    }
    return new Attempted(
        delivery.id(),
        DeliveryStatus.PENDING,
        Optional.of(now.plus(wait(delivery.attempts()))),
        code,
        Optional.of(error));
  }

  /** A little more than the schedule says, so that what failed together does not come together. */
  private Duration wait(int attempts) {
    var wait = waits.get(attempts);
    return wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
  }
}
