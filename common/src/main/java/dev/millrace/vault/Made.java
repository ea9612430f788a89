package dev.millrace.vault;

/** What became of a thing that an account wanted to keep, or to change. */
public enum Made {
  APPLIED,
  /** The account keeps as many as it may; nothing was done. */
  TOO_MANY,
  /** Another one of the account has the name; nothing was done. */
  NAME_TAKEN,
  /** It is not as it was read, or is gone; nothing was done. */
  CHANGED,
  ACCOUNT_UNKNOWN
}
