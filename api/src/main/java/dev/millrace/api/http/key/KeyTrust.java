package dev.millrace.api.http.key;

import java.time.Duration;

/** For how long what is known about keys is believed. Refuses settings that contradict themselves. */
record KeyTrust(
    Duration freshFor, Duration unknownFor, Duration trustedFor, Duration lookUpWithin, int maxKeys) {

  KeyTrust {
    if (trustedFor.compareTo(freshFor) < 0) {
      throw new IllegalArgumentException(
          "millrace.http.key.trusted-for (%s) must be at least fresh-for (%s)"
              .formatted(trustedFor, freshFor));
    }
    if (freshFor.isNegative() || unknownFor.isNegative() || !lookUpWithin.isPositive()) {
      throw new IllegalArgumentException(
          "millrace.http.key.fresh-for (%s) and unknown-for (%s) must not be negative, and look-up-within (%s) must be positive"
              .formatted(freshFor, unknownFor, lookUpWithin));
    }
    if (maxKeys < 1) {
      throw new IllegalArgumentException(
          "millrace.http.key.max-keys (%d) must be at least 1".formatted(maxKeys));
    }
  }

  static KeyTrust of(KeyConfig config) {
    return new KeyTrust(
        config.freshFor(),
        config.unknownFor(),
        config.trustedFor(),
        config.lookUpWithin(),
        config.maxKeys());
  }
}
