package dev.millrace.api.vault;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.vault.Made;
import java.util.UUID;

/** Why nothing was done, in words for the account's people. Pure. */
final class VaultRefusal {
  private VaultRefusal() {}

  /** The provider key that a path names; a text that is no id names none. */
  static UUID idOf(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw unknown("provider key");
    }
  }

  static FaultException unknown(String what) {
    return new FaultException(FaultCode.NOT_FOUND, "there is no such " + what);
  }

  /**
   * Returns when it was done.
   *
   * @param what was to be kept, such as {@code provider key}
   */
  static void unlessApplied(Made made, String what, int most) {
    switch (made) {
      case APPLIED -> {
        // As it should be.
      }
      case ACCOUNT_UNKNOWN -> throw unknown("account");
      case NAME_TAKEN ->
          throw new FaultException(
              FaultCode.CONFLICT,
              "the account has a %s of this name already; give it another one, or change that one"
                  .formatted(what));
      case CHANGED ->
          throw new FaultException(
              FaultCode.CONFLICT,
              "somebody else changed this %s at the same time; look at it and repeat the call"
                  .formatted(what));
      case TOO_MANY ->
          throw new FaultException(
              Fault.of(
                      FaultCode.CONFLICT,
                      "the account may have %2$d of these and has them: delete a %1$s that nobody needs"
                          .formatted(what, most))
                  .with("most", Integer.toString(most)));
    }
  }
}
