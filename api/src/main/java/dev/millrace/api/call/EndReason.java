package dev.millrace.api.call;

import dev.millrace.conversation.StopReason;
import dev.millrace.fault.Fault;
import java.util.Locale;
import java.util.regex.Pattern;

/** How streamed answers end, in the history's words. Pure. */
final class EndReason {
  /** The caller hung up. */
  static final String CLIENT_LEFT = "client_left";

  /** The caller had it stopped. */
  static final String KILLED = StopReason.KILLED.word();

  /** The provider broke off, or said that it failed. */
  static final String PROVIDER_ENDED = "provider_ended";

  /** The provider fell silent, or the time was over. */
  static final String TIMED_OUT = "timed_out";

  /** This process was asked to stop. */
  static final String DRAINED = "drained";

  private static final Pattern STRANGE = Pattern.compile("[^a-z_]+");
  private static final int LONGEST = 40;

  private EndReason() {}

  /** A provider's own word for the end of a whole answer. */
  static String said(String word) {
    var plain = STRANGE.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("_");
    var bounded = plain.substring(0, Math.min(LONGEST, plain.length()));
    return bounded.isEmpty() ? "stop" : bounded;
  }

  /** Why an answer that had begun did not come to its end. */
  static String of(Fault fault) {
    return switch (fault.code()) {
      case PROVIDER_TIMED_OUT, DEADLINE_EXCEEDED -> TIMED_OUT;
      case OVERLOADED -> DRAINED;
      default -> PROVIDER_ENDED;
    };
  }
}
