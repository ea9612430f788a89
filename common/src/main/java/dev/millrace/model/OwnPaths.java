package dev.millrace.model;

import java.util.Set;

/**
 * First steps of paths that the platform answers itself, today or by what its contract promises. A
 * model of such an owner could never be called.
 */
public final class OwnPaths {
  private static final Set<String> FIRST_STEPS =
      Set.of(
          "admin",
          "api",
          "billing",
          "default",
          "files",
          "media",
          "models",
          "q",
          "requests",
          "run",
          "search",
          "storage",
          "tags",
          "tokens",
          "v1",
          "v1beta",
          "webhooks");

  private OwnPaths() {}

  /** Whether no model can have this owner. */
  public static boolean hide(String owner) {
    return FIRST_STEPS.contains(owner);
  }

  /** All of them, for a regular expression. */
  public static String alternatives() {
    return String.join("|", FIRST_STEPS);
  }
}
