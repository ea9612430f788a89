package dev.millrace.money;

import java.time.Duration;
import java.util.Arrays;

/**
 * What an attempt consumed and made, in the units that rate cards price. Token classes do not
 * overlap: {@code inputTokens} leaves out the cached ones, {@code outputTokens} the reasoning ones,
 * and together they sum to the provider's totals.
 *
 * @param outputs things made: images, embeddings, one for a text
 * @param pixels total over all images or frames made
 * @param outputSeconds length of audio or video made
 * @param providerTime how long the provider worked
 */
public record Usage(
    long inputTokens,
    long cachedInputTokens,
    long cacheWriteTokens,
    long outputTokens,
    long reasoningTokens,
    long outputs,
    long pixels,
    double outputSeconds,
    Duration providerTime) {

  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

  /** Refuses amounts below zero: they would become charges below zero. */
  public Usage {
    if (smallest(
                inputTokens,
                cachedInputTokens,
                cacheWriteTokens,
                outputTokens,
                reasoningTokens,
                outputs,
                pixels,
                providerTime.toSeconds())
            < 0
        || !(outputSeconds >= 0 && Double.isFinite(outputSeconds))) {
      throw new IllegalArgumentException("a usage has finite amounts that are not below zero");
    }
  }

  private static long smallest(long... amounts) {
    return Arrays.stream(amounts).min().orElseThrow();
  }

  /** Usage of a call that made {@code outputs} things and counts no tokens. */
  public static Usage ofOutputs(long outputs, long pixels, Duration providerTime) {
    return new Usage(0, 0, 0, 0, 0, outputs, pixels, 0, providerTime);
  }

  /** Usage of a call that is counted in tokens. */
  public static Usage ofTokens(long input, long output, Duration providerTime) {
    return new Usage(input, 0, 0, output, 0, 1, 0, 0, providerTime);
  }
}
