package dev.millrace.till;

import java.time.Instant;

/** One slice: {@code reserved + offered <= amount} at all times. Its book guards it. */
final class Slice {
  private long amount;
  private long reserved;
  private long offered;
  private Instant usedAt;

  Slice(Instant now) {
    this.usedAt = now;
  }

  long amount() {
    return amount;
  }

  long reserved() {
    return reserved;
  }

  long free() {
    return amount - reserved - offered;
  }

  boolean isEmpty() {
    return amount == 0 && reserved == 0 && offered == 0;
  }

  boolean isUnusedSince(Instant before) {
    return usedAt.isBefore(before);
  }

  boolean reserve(long nanos, Instant now) {
    usedAt = now;
    if (nanos > free()) {
      return false;
    }
    reserved += nanos;
    return true;
  }

  /** Takes all that is free out of use, until an exchange has ended. */
  long offer() {
    long all = free();
    offered += all;
    return all;
  }

  void unoffer(long nanos) {
    offered = notNegative(offered - nanos);
  }

  void giveUp(long nanos) {
    offered = notNegative(offered - nanos);
    amount = notNegative(amount - nanos);
  }

  void grow(long nanos) {
    amount = Math.addExact(amount, nanos);
  }

  void release(long nanos) {
    reserved = notNegative(reserved - nanos);
  }

  void spend(long nanos) {
    reserved = notNegative(reserved - nanos);
    amount = notNegative(amount - nanos);
  }

  private static long notNegative(long nanos) {
    if (nanos < 0) {
      throw new IllegalStateException("a slice cannot hold less than nothing: " + nanos);
    }
    return nanos;
  }
}
