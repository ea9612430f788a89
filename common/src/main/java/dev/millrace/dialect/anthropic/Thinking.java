package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Reasoning.Effort;
import java.util.Optional;

/**
 * How much an upstream's model is to think, and how many tokens it may write, thoughts included.
 *
 * <p>Newer models are told by a word of effort; older ones, and those of other makers, by a number
 * of tokens, of which at least 1024 are thought and which has to stay below {@code max_tokens}. A
 * caller's own {@code max_tokens} is never raised, for it bounds what the answer costs: the budget
 * shrinks and leaves a quarter for the answer. Where the caller sets none, the protocol still wants
 * one: {@value #USUAL_ANSWER} tokens beside those to think.
 *
 * @param mode of the field {@code thinking}; empty when nothing is to be said of it
 * @param maxTokens always written
 * @param shown whether the thoughts are to be told
 */
record Thinking(
    Optional<String> mode,
    Optional<Long> budget,
    Optional<Effort> effort,
    long maxTokens,
    boolean shown) {
  private static final long USUAL_ANSWER = 8_192;
  private static final long LEAST_BUDGET = 1_024;

  static Thinking of(Conversation conversation, String model) {
    var most = conversation.maxTokens();
    if (conversation.reasoning().isEmpty()) {
      return said(Optional.empty(), most.orElse(USUAL_ANSWER));
    }
    var reasoning = conversation.reasoning().orElseThrow();
    if (reasoning.isOff()) {
      return said(Optional.of("disabled"), most.orElse(USUAL_ANSWER));
    }
    return Generation.of(model).isToldEffort()
        ? byEffort(reasoning, most)
        : byBudget(reasoning, most);
  }

  private static Thinking said(Optional<String> mode, long most) {
    return new Thinking(mode, Optional.empty(), Optional.empty(), most, true);
  }

  private static Thinking byEffort(Reasoning reasoning, Optional<Long> most) {
    return new Thinking(
        Optional.of("adaptive"),
        Optional.empty(),
        reasoning.asEffort(),
        most.orElseGet(() -> USUAL_ANSWER + budget(reasoning)),
        reasoning.shown());
  }

  private static Thinking byBudget(Reasoning reasoning, Optional<Long> most) {
    if (reasoning.asBudget().isEmpty() && !reasoning.shown()) {
      return said(Optional.empty(), most.orElse(USUAL_ANSWER));
    }
    long wanted = budget(reasoning);
    long all = most.orElse(USUAL_ANSWER + wanted);
    if (all <= LEAST_BUDGET) {
      throw new InexpressibleException(
          Feature.MAX_TOKENS,
          "must be above %d for this model to think; raise it, or do not ask for reasoning"
              .formatted(LEAST_BUDGET));
    }
    long fitting = Math.min(wanted, Math.max(LEAST_BUDGET, all - all / 4));
    return new Thinking(
        Optional.of("enabled"), Optional.of(fitting), Optional.empty(), all, reasoning.shown());
  }

  /** Who only wants to see thoughts gets those of a middling effort. */
  private static long budget(Reasoning reasoning) {
    return Math.max(LEAST_BUDGET, reasoning.asBudget().orElse(Effort.MEDIUM.budget()));
  }

  void write(ObjectNode body) {
    body.put("max_tokens", maxTokens);
    mode.ifPresent(type -> writeMode(body.putObject("thinking").put("type", type)));
    effort.ifPresent(
        effort -> body.withObjectProperty("output_config").put("effort", EffortWord.of(effort)));
  }

  private void writeMode(ObjectNode thinking) {
    budget.ifPresent(tokens -> thinking.put("budget_tokens", tokens));
    if (!thinking.path("type").asText().equals("disabled")) {
      thinking.put("display", shown ? "summarized" : "omitted");
    }
  }
}
