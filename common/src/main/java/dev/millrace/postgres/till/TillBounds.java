package dev.millrace.postgres.till;

import dev.millrace.money.Money;
import dev.millrace.till.SliceSizing;
import java.time.Duration;
import java.time.Instant;

/** When a node may spend, and when it counts as dead. Refuses settings that would spend twice. */
public record TillBounds(
    SliceSizing sizing, Duration idleAfter, Duration heartbeatEvery, Duration presumedDeadAfter) {
  private static final int HEARTBEATS = 6;

  public TillBounds {
    if (heartbeatEvery.isZero() || heartbeatEvery.isNegative()) {
      throw new IllegalArgumentException(
          "millrace.till.heartbeat-every (%s) must be longer than nothing"
              .formatted(heartbeatEvery));
    }
    if (presumedDeadAfter.compareTo(heartbeatEvery.multipliedBy(HEARTBEATS)) < 0) {
      throw new IllegalArgumentException(
          "millrace.till.presumed-dead-after (%s) must be at least six times heartbeat-every (%s): a process that spends must not lose its slices"
              .formatted(presumedDeadAfter, heartbeatEvery));
    }
    if (idleAfter.isNegative()) {
      throw new IllegalArgumentException(
          "millrace.till.idle-after (%s) cannot be negative".formatted(idleAfter));
    }
  }

  public static TillBounds of(TillConfig config) {
    if (config.largestSlice().signum() < 0) {
      throw new IllegalArgumentException(
          "millrace.till.largest-slice (%s) cannot be below zero".formatted(config.largestSlice()));
    }
    if (config.recallWithin().compareTo(config.presumedDeadAfter()) >= 0) {
      throw new IllegalArgumentException(
          "millrace.till.recall-within (%s) must be shorter than presumed-dead-after (%s): callers would wait for the dead"
              .formatted(config.recallWithin(), config.presumedDeadAfter()));
    }
    return new TillBounds(
        new SliceSizing(Money.exactly(config.largestSlice())),
        config.idleAfter(),
        config.heartbeatEvery(),
        config.presumedDeadAfter());
  }

  /** Half of the silence that kills: the other half is for clocks that differ. */
  boolean maySpend(Instant lastBeat, Instant now) {
    return now.isBefore(lastBeat.plusMillis(presumedDeadAfter.toMillis() / 2));
  }

  /** A node whose last heartbeat is before this is dead. */
  public Instant silentSince(Instant now) {
    return now.minus(presumedDeadAfter);
  }
}
