package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.StopReason;
import dev.millrace.dialect.openai.Texts;

/** How an answer ends: {@code completed}, or {@code incomplete} with a reason. */
final class Ending {
  static final String COMPLETED = "completed";
  static final String INCOMPLETE = "incomplete";
  private static final String TOO_LONG = "max_output_tokens";
  private static final String FILTERED = "content_filter";

  private Ending() {}

  /** Why an upstream's answer is incomplete; a reason that nobody knows leaves it open. */
  static StopReason whyIncomplete(JsonNode response) {
    return switch (Texts.of(response.path("incomplete_details").path("reason"))) {
      case TOO_LONG, "max_tokens" -> StopReason.LENGTH;
      case FILTERED -> StopReason.CONTENT_FILTER;
      default -> StopReason.PAUSE;
    };
  }

  /**
   * The status of an answer, and of the item that it ends with.
   *
   * @param refused whether the answer holds the model's refusal in words: then it is whole
   */
  static String status(StopReason reason, boolean refused) {
    return switch (reason) {
      case STOP, TOOL_CALLS, STOP_SEQUENCE -> COMPLETED;
      case REFUSAL -> refused ? COMPLETED : INCOMPLETE;
      case LENGTH, CONTENT_FILTER, PAUSE, KILLED -> INCOMPLETE;
    };
  }

  /**
   * Says in an incomplete response why; a pause, and a caller who stopped it, have no word here.
   */
  static void explain(StopReason reason, ObjectNode response) {
    var details = response.putObject("incomplete_details");
    switch (reason) {
      case LENGTH -> details.put("reason", TOO_LONG);
      case CONTENT_FILTER, REFUSAL -> details.put("reason", FILTERED);
      case STOP, TOOL_CALLS, STOP_SEQUENCE, PAUSE, KILLED -> details.putNull("reason");
    }
  }
}
