package dev.millrace.dialect.proxy;

import dev.millrace.conversation.StopReason;

/** Why an answer ended, in the AI SDK's words and one of ours. */
final class FinishReason {
  private static final String STOP = "stop";

  private FinishReason() {}

  static String write(String word) {
    return switch (StopReason.of(word)) {
      case STOP, STOP_SEQUENCE -> STOP;
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool-calls";
      case CONTENT_FILTER, REFUSAL -> "content-filter";
      case PAUSE -> "other";
      case KILLED -> "cancelled";
    };
  }

  static String read(String word) {
    return switch (word) {
      case "length" -> StopReason.LENGTH.word();
      case "tool-calls" -> StopReason.TOOL_CALLS.word();
      case "content-filter" -> StopReason.CONTENT_FILTER.word();
      case "other" -> StopReason.PAUSE.word();
      case "cancelled" -> StopReason.KILLED.word();
      default -> STOP;
    };
  }
}
