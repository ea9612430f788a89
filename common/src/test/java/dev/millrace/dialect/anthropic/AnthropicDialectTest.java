package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Reasoning;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.DialectContract;
import dev.millrace.dialect.Dialects;
import java.util.Optional;
import java.util.Set;

class AnthropicDialectTest extends DialectContract {
  @Override
  protected Dialect dialect() {
    return Dialects.ANTHROPIC;
  }

  @Override
  protected Set<Feature> inexpressible() {
    return Set.of(
        Feature.SEED, Feature.PRESENCE_PENALTY, Feature.FREQUENCY_PENALTY, Feature.JSON_OBJECT);
  }

  /** A model that is no Claude is told its budget. */
  @Override
  protected Conversation expected(Conversation asked) {
    return new Conversation(
        asked.turns(),
        asked.tools(),
        asked.toolChoice(),
        asked.parallelTools(),
        asked.sampling(),
        asked.maxTokens(),
        asked.format(),
        asked
            .reasoning()
            .map(wanted -> new Reasoning(Optional.empty(), wanted.asBudget(), wanted.shown())),
        asked.user(),
        asked.streamed());
  }
}
