package dev.millrace.dialect.chat;

import dev.millrace.conversation.StopReason;

/** Why an answer ended, in this protocol's words. */
final class FinishReason {
  private static final String STOP = "stop";

  /** Longer than any word for it. */
  private static final int MOST_CHARACTERS = 64;

  private FinishReason() {}

  /**
   * What an upstream's word stands for; one that nobody knows stays as it is.
   *
   * @param called whether tools were called: OpenAI says {@code stop} when the caller named one
   * @param refused whether the model gave a reason for not answering, which has no word here
   */
  static String read(String word, boolean called, boolean refused) {
    return switch (word) {
      case STOP -> (called ? StopReason.TOOL_CALLS : usual(refused)).word();
      case "function_call" -> StopReason.TOOL_CALLS.word();
      case "model_length" -> StopReason.LENGTH.word();
      default -> word.length() > MOST_CHARACTERS ? STOP : word;
    };
  }

  private static StopReason usual(boolean refused) {
    return refused ? StopReason.REFUSAL : StopReason.STOP;
  }

  /**
   * @param refused whether the caller has got the model's reason for not answering
   */
  static String write(String reason, boolean refused) {
    return switch (StopReason.of(reason)) {
      case STOP, STOP_SEQUENCE, PAUSE, KILLED -> STOP;
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTER -> "content_filter";
      case REFUSAL -> refused ? STOP : "content_filter";
    };
  }
}
