package dev.millrace.background;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import java.util.List;
import java.util.Set;

/**
 * The events of a response in the background that say how it stands as a whole. The first and the
 * last can be told from its request at any time, so they are not kept; those between are what was
 * said. Numbers are those of {@code sequence_number}.
 */
public final class ResponseEvents {
  /** The number of the first event that a worker tells. */
  public static final int FIRST_SAID = 2;

  private static final String IN_PROGRESS = "response.in_progress";

  static final Set<String> FIRST = Set.of("response.created", "response.queued", IN_PROGRESS);

  /** What ends a stream of a provider's, and is told anew in ours. */
  static final Set<String> LAST =
      Set.of("response.completed", "response.incomplete", "response.failed", "error");

  private ResponseEvents() {}

  /**
   * What comes before all that is said.
   *
   * @param queued the response while it waits
   */
  public static List<Frame> first(ObjectNode queued) {
    return List.of(event("response.created", 0, queued), event("response.queued", 1, queued));
  }

  static Frame inProgress(int number, ObjectNode response) {
    return event(IN_PROGRESS, number, response);
  }

  /**
   * What ends the stream. OpenAI knows no event for one that was cancelled: as one that failed, its
   * status says so.
   *
   * @param ended the response as it ended
   */
  public static Frame last(int number, ObjectNode ended) {
    return event(
        switch (ended.path("status").asText()) {
          case "completed" -> "response.completed";
          case "incomplete" -> "response.incomplete";
          default -> "response.failed";
        },
        number,
        ended);
  }

  private static Frame event(String name, int number, ObjectNode response) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("type", name);
    event.put("sequence_number", number);
    event.set("response", response);
    return new Frame(name, event.toString());
  }
}
