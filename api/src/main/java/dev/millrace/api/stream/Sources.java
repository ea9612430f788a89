package dev.millrace.api.stream;

import dev.millrace.event.EventHistory;
import jakarta.enterprise.context.Dependent;

/** Where a stream gets from what it begins with. */
@Dependent
class Sources {
  private final Hub hub;
  private final Snapshots snapshots;
  private final EventHistory history;
  private final ReplayPlaces places;
  private final Missed missed;

  Sources(Hub hub, Snapshots snapshots, EventHistory history, ReplayPlaces places, Missed missed) {
    this.hub = hub;
    this.snapshots = snapshots;
    this.history = history;
    this.places = places;
    this.missed = missed;
  }

  Hub hub() {
    return hub;
  }

  Snapshots snapshots() {
    return snapshots;
  }

  EventHistory history() {
    return history;
  }

  ReplayPlaces places() {
    return places;
  }

  Missed missed() {
    return missed;
  }
}
