package dev.millrace.api.admin;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;

/** The account that a path names. */
final class AccountPath {
  private AccountPath() {}

  /** A text that is no id names no account. */
  static AccountId known(String id) {
    try {
      return AccountId.of(id);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  static FaultException unknown() {
    return new FaultException(FaultCode.NOT_FOUND, "there is no such account");
  }
}
