package dev.millrace.conversation;

import java.util.List;
import java.util.Optional;

/**
 * How a model's words are drawn. What is empty is left to the model.
 *
 * @param temperature from 0 to 2
 * @param topP from 0 to 1
 * @param seed for answers that can be had again
 * @param presencePenalty from -2 to 2
 * @param frequencyPenalty from -2 to 2
 * @param stop texts at which the answer ends
 */
public record Sampling(
    Optional<Double> temperature,
    Optional<Double> topP,
    Optional<Long> topK,
    Optional<Long> seed,
    Optional<Double> presencePenalty,
    Optional<Double> frequencyPenalty,
    List<String> stop) {
  /** All is left to the model. */
  public static final Sampling USUAL =
      new Sampling(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public Sampling {
    stop = List.copyOf(stop);
  }
}
