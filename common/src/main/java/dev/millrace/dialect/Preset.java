package dev.millrace.dialect;

import dev.millrace.conversation.Reasoning.Effort;
import dev.millrace.conversation.Sampling;
import java.util.Optional;

/**
 * What goes under a caller's body: each value holds where the body says nothing of it.
 *
 * @param model the model's alias, by which dialects know the names of fields that it takes
 * @param json whether the answer has to be a JSON object
 */
public record Preset(
    String model,
    Sampling sampling,
    Optional<Long> maxTokens,
    Optional<Effort> effort,
    boolean json) {}
