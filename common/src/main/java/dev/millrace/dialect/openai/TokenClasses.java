package dev.millrace.dialect.openai;

import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.List;

/**
 * Tokens as OpenAI counts them: those from and into the cache are input too, and those of reasoning
 * output too. In ours each token is in one class only.
 */
public record TokenClasses(
    long input, long cached, long written, long output, long reasoning, long total) {
  /** As the wire has them. */
  public static TokenClasses of(Usage usage) {
    long input = usage.inputTokens() + usage.cachedInputTokens() + usage.cacheWriteTokens();
    long output = usage.outputTokens() + usage.reasoningTokens();
    return new TokenClasses(
        input,
        usage.cachedInputTokens(),
        usage.cacheWriteTokens(),
        output,
        usage.reasoningTokens(),
        input + output);
  }

  /**
   * As we have them. A total that is the sum of input, output and reasoning says that reasoning is
   * counted apart; any other says nothing. No class has more tokens than the count that it is a
   * part of.
   *
   * @param outputs how many answers there are
   */
  public Usage usage(long outputs, Duration took) {
    long fromCache = Math.min(cached, input);
    long intoCache = Math.min(written, input - fromCache);
    boolean apart = total == input + output + reasoning;
    return new Usage(
        input - fromCache - intoCache,
        fromCache,
        intoCache,
        apart ? output : Math.max(0, output - reasoning),
        apart ? reasoning : Math.min(reasoning, output),
        outputs,
        List.of(),
        took);
  }
}
