package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.StopReason;

/** Why an answer ended, in Anthropic's words. */
final class StopWord {
  private StopWord() {}

  /** The neutral word; one that is not known stays as it is. */
  static String read(String word) {
    return switch (word) {
      case "end_turn" -> StopReason.STOP.word();
      case "max_tokens", "model_context_window_exceeded" -> StopReason.LENGTH.word();
      case "tool_use" -> StopReason.TOOL_CALLS.word();
      case "stop_sequence" -> StopReason.STOP_SEQUENCE.word();
      case "pause_turn" -> StopReason.PAUSE.word();
      case "refusal" -> StopReason.REFUSAL.word();
      default -> word;
    };
  }

  /**
   * What is not allowed is refused, as Anthropic has it.
   *
   * @param calls whether the answer calls tools, which clients go by
   * @param refused whether it says why it is none
   */
  static String of(String reason, boolean calls, boolean refused) {
    return switch (StopReason.of(reason)) {
      case STOP -> finished(calls, refused);
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case CONTENT_FILTER, REFUSAL -> "refusal";
      case STOP_SEQUENCE -> "stop_sequence";
      case PAUSE -> "pause_turn";
      case KILLED -> "end_turn";
    };
  }

  private static String finished(boolean calls, boolean refused) {
    if (refused) {
      return "refusal";
    }
    return calls ? "tool_use" : "end_turn";
  }
}
