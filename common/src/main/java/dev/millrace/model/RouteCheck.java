package dev.millrace.model;

import java.util.List;

/** How those who run routes have a say in a catalogue before it is accepted. */
@FunctionalInterface
public interface RouteCheck {
  /** Finds no fault with any route. */
  RouteCheck NONE = route -> List.of();

  /**
   * What is wrong with the route's dialect or settings, a sentence each; empty when it can be used.
   * No sentence may hold a setting's secret. Pure and quick: it runs whenever a catalogue is read.
   */
  List<String> problems(Route route);
}
