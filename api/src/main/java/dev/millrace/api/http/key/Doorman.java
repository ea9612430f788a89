package dev.millrace.api.http.key;

import dev.millrace.account.KeyOwner;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a key opens a call. Whoever has the whole key may know what is wrong with it.
 * Pure.
 */
final class Doorman {
  private Doorman() {}

  /**
   * A call as far as keys matter.
   *
   * @param need what a key must be good for
   * @param address where it comes from; empty when that is not known
   */
  record Call(ScopeOfCall.Need need, Optional<String> address) {}

  /**
   * The owner, if the key opens the call.
   *
   * @throws FaultException of KEY_INVALID or FORBIDDEN
   */
  static KeyOwner check(Optional<KeyOwner> owner, Call call, Instant now) {
    var found = owner.orElseThrow(Doorman::unknown);
    checkLife(found, now);
    checkAddress(found, call);
    checkScope(found, call);
    return found;
  }

  private static void checkLife(KeyOwner owner, Instant now) {
    if (owner.isRevoked()) {
      throw new FaultException(
          FaultCode.KEY_INVALID,
          "the key was revoked at %s; use another one".formatted(owner.revokedAt().orElseThrow()));
    }
    if (owner.isExpiredAt(now)) {
      throw new FaultException(
          FaultCode.KEY_INVALID,
          "the key expired at %s; use another one, or give it more time with a key that may change it"
              .formatted(owner.terms().expiresAt().orElseThrow()));
    }
  }

  private static void checkAddress(KeyOwner owner, Call call) {
    boolean isFree = owner.terms().addresses().isEmpty();
    if (!isFree && call.address().filter(owner.terms()::allowsFrom).isEmpty()) {
      throw new FaultException(
          FaultCode.FORBIDDEN,
          "this key may not be used from %s; call from an address in its allowed_ips, or add this one to them"
              .formatted(call.address().orElse("an address that is not known")));
    }
  }

  private static void checkScope(KeyOwner owner, Call call) {
    var need = call.need();
    if (!need.isMetBy(owner.terms().scopes())) {
      throw new FaultException(
          Fault.of(
                  FaultCode.FORBIDDEN,
                  "this key lacks the scope %s, which this call needs; use another key, or give it the scope"
                      .formatted(need.word()))
              .with("missingScope", need.word()));
    }
  }

  private static FaultException unknown() {
    return new FaultException(
        FaultCode.KEY_INVALID,
        "no key of ours reads like this one; copy it again, or make a new one");
  }
}
