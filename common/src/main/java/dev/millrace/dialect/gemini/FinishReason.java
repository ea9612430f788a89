package dev.millrace.dialect.gemini;

import dev.millrace.conversation.StopReason;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why an answer ended, in this protocol's words. */
final class FinishReason {
  static final String MALFORMED_CALL = "MALFORMED_FUNCTION_CALL";

  private static final Set<String> FILTERS =
      Set.of(
          "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION");

  /** Ends that no other protocol knows; they pass through as they are, in lower case. */
  private static final Set<String> OWN =
      Set.of(
          MALFORMED_CALL,
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MISSING_THOUGHT_SIGNATURE",
          "MALFORMED_RESPONSE",
          "NO_IMAGE",
          "IMAGE_OTHER",
          "OTHER");

  private FinishReason() {}

  /**
   * As {@link dev.millrace.conversation.Piece.Ended} says it; empty when the answer goes on.
   *
   * @param calls whether there are calls in the answer, which this protocol has no word for
   */
  static Optional<String> read(String word, boolean calls) {
    if (word.isEmpty() || word.equals("FINISH_REASON_UNSPECIFIED")) {
      return Optional.empty();
    }
    if (FILTERS.contains(word)) {
      return Optional.of(StopReason.CONTENT_FILTER.word());
    }
    if (OWN.contains(word)) {
      return Optional.of(word.toLowerCase(Locale.ROOT));
    }
    if (word.equals("MAX_TOKENS")) {
      return Optional.of(StopReason.LENGTH.word());
    }
    return Optional.of((calls ? StopReason.TOOL_CALLS : StopReason.STOP).word());
  }

  static String write(String reason) {
    var own = reason.toUpperCase(Locale.ROOT);
    if (OWN.contains(own)) {
      return own;
    }
    return switch (StopReason.of(reason)) {
      case STOP, TOOL_CALLS, STOP_SEQUENCE, PAUSE, KILLED -> "STOP";
      case LENGTH -> "MAX_TOKENS";
      case CONTENT_FILTER, REFUSAL -> "SAFETY";
    };
  }
}
