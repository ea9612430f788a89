package dev.millrace.deployment;

/** Where a platform runs, which decides how much it trusts its settings. */
public enum Deployment {
  /** Others reach it: dangerous settings keep it from becoming ready. */
  PRODUCTION,
  /** One machine, nothing to lose. */
  DEVELOPMENT
}
