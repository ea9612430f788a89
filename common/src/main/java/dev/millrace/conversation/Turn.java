package dev.millrace.conversation;

import java.util.List;

/** What one side said at a time; its parts are in order. */
public record Turn(Role role, List<Part> parts) {
  public Turn {
    parts = List.copyOf(parts);
  }
}
