package dev.millrace.api.configuration;

import java.util.Locale;

/** By whose key a caller's calls of a model go. */
enum KeyStatus {
  /** The platform's. */
  PLATFORM,
  /** One of the account's own. */
  CUSTOM,
  /** None as yet: there is no usable key, or no such model any more. */
  NEEDS_SETUP;

  /** On the wire. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
