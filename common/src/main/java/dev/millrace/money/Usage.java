package dev.millrace.money;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an attempt consumed and made, in the units that rate cards price. Token classes do not
 * overlap: {@code inputTokens} leaves out the cached ones, {@code outputTokens} the reasoning ones,
 * and together they sum to the provider's totals.
 *
 * @param outputs things made: images, embeddings, one for a text
 * @param media those of them that could be measured, in order
 * @param providerTime how long the provider worked
 */
public record Usage(
    long inputTokens,
    long cachedInputTokens,
    long cacheWriteTokens,
    long outputTokens,
    long reasoningTokens,
    long outputs,
    List<Medium> media,
    Duration providerTime) {

  public static final Usage NONE = ofOutputs(0, Duration.ZERO);

  /** Refuses amounts below zero: they would become charges below zero. */
  public Usage {
    media = List.copyOf(media);
    if (smallest(
                inputTokens,
                cachedInputTokens,
                cacheWriteTokens,
                outputTokens,
                reasoningTokens,
                outputs)
            < 0
        || providerTime.isNegative()) {
      throw new IllegalArgumentException("a usage has no amounts below zero");
    }
  }

  private static long smallest(long... amounts) {
    return Arrays.stream(amounts).min().orElseThrow();
  }

  /** Usage of a call that made {@code outputs} things and counts no tokens. */
  public static Usage ofOutputs(long outputs, Duration providerTime) {
    return new Usage(0, 0, 0, 0, 0, outputs, List.of(), providerTime);
  }

  /** Usage of a call that is counted in tokens. */
  public static Usage ofTokens(long input, long output, Duration providerTime) {
    return new Usage(input, 0, 0, output, 0, 1, List.of(), providerTime);
  }

  /** Tokens of all classes. */
  public long tokens() {
    return inputTokens + cachedInputTokens + cacheWriteTokens + outputTokens + reasoningTokens;
  }

  /** The same, with {@code more} that was measured. */
  public Usage with(List<Medium> more) {
    return new Usage(
        inputTokens,
        cachedInputTokens,
        cacheWriteTokens,
        outputTokens,
        reasoningTokens,
        outputs,
        Stream.concat(media.stream(), more.stream()).toList(),
        providerTime);
  }

  /** The same for so many things that were made. */
  public Usage ofOutputs(long made) {
    return new Usage(
        inputTokens,
        cachedInputTokens,
        cacheWriteTokens,
        outputTokens,
        reasoningTokens,
        made,
        media,
        providerTime);
  }
}
