package dev.millrace.api.keys;

import dev.millrace.account.KeyRecord;
import dev.millrace.account.KeyRecord.Status;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.ApiKeys.Made;
import java.time.Instant;
import java.util.UUID;

/** Why nothing was done with a key, in words for its owner. Pure. */
final class KeyRefusal {
  private KeyRefusal() {}

  /** The key that a path names; a text that is no id names none. */
  static UUID idOf(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  /** The key that a page begins behind. */
  static UUID cursorOf(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.ofParameter("cursor", "is not one that this route gave out");
    }
  }

  static FaultException unknown() {
    return new FaultException(FaultCode.NOT_FOUND, "there is no such key");
  }

  static void unlessMade(Made made, int most) {
    switch (made) {
      case APPLIED -> {}
      case ACCOUNT_UNKNOWN ->
          throw new FaultException(FaultCode.NOT_FOUND, "there is no such account");
      case CHANGED -> throw changed();
      case TOO_MANY ->
          throw new FaultException(
              Fault.of(
                      FaultCode.CONFLICT,
                      "the account has %d keys that are neither revoked nor expired, and may have no more; revoke one that nobody needs"
                          .formatted(most))
                  .with("most", Integer.toString(most)));
    }
  }

  static void unlessAsBefore(boolean isAsBefore) {
    if (!isAsBefore) {
      throw changed();
    }
  }

  private static FaultException changed() {
    return new FaultException(
        FaultCode.CONFLICT,
        "somebody else changed this key at the same time; look at it and repeat the call");
  }

  static void unlessChangeable(KeyRecord key) {
    if (key.history().revokedAt().isPresent()) {
      throw new FaultException(
          FaultCode.CONFLICT, "this key is revoked, which is for good; make a new one");
    }
    key.history()
        .replacedBy()
        .ifPresent(
            successor -> {
              throw new FaultException(
                  Fault.of(
                          FaultCode.CONFLICT,
                          "this key was rotated to %s and stays as it is; use that one"
                              .formatted(successor))
                      .with("replacedBy", successor.toString()));
            });
  }

  static void unlessActive(KeyRecord key, Instant now) {
    if (key.status(now) != Status.ACTIVE) {
      throw new FaultException(
          FaultCode.CONFLICT,
          "this key has expired, and so would the new one; give it more time first, or make a new one");
    }
  }
}
