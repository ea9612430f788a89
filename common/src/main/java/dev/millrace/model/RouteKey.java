package dev.millrace.model;

import java.util.UUID;

/** With whose credentials a route's provider is called. */
public sealed interface RouteKey {
  /** With the operator's, which are in the settings; or it needs none. */
  RouteKey OURS = new Ours();

  /** The operator has none, so the platform cannot go this way; an account with its own key can. */
  RouteKey MISSING = new Missing();

  record Ours() implements RouteKey {}

  record Missing() implements RouteKey {}

  /**
   * With a key of an account's own, which is in the settings.
   *
   * @param id which of its keys
   * @param leadsElsewhere whether the account chose the address too: it is then no better than any
   *     address that a stranger names
   */
  record Own(UUID id, boolean leadsElsewhere) implements RouteKey {}
}
